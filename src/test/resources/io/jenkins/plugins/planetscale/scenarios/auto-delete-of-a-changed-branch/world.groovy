db.timings().immediate()
db.branch('dev').schema(db.branch('main').schema()).ddl('ALTER TABLE orders ADD COLUMN carrier varchar(20)')
me.at('Sleeping for 3 sec') { clock.advance(Duration.ofMinutes(1)); db.branch('dev').ddl('ALTER TABLE orders ADD COLUMN weight int') }
