db.timings().immediate().queued(Duration.ofMinutes(5))
setup.approver = 'ainsley'
me.at('is queued') {
    db.branch('dev').ddl('ALTER TABLE orders ADD COLUMN carrier varchar(20)')
    db.timings().queued(Duration.ofSeconds(1)) // once it is put back
}
