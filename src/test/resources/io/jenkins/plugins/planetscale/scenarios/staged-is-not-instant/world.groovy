db.timings().immediate()
db.branch('dev').schema(db.branch('main').schema()).ddl('ALTER TABLE orders ADD COLUMN carrier varchar(20)')
