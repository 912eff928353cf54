db.timings().immediate()
db.branch('dev').schema(db.branch('main').schema()).ddl('ALTER TABLE orders ADD COLUMN carrier varchar(20)')
me.at('Sleeping for 3 sec') { clock.advance(Duration.ofMinutes(2)); db.branch('main').ddl('ALTER TABLE customers ADD COLUMN vat varchar(20)') }
