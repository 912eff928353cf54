db.timings().immediate().queued(Duration.ofMinutes(5))
me.at('is queued') { db.branch('dev').ddl('ALTER TABLE orders ADD COLUMN carrier varchar(20)') }
