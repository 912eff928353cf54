db.timings().immediate()
db.branch('dev').schema(db.branch('main').schema()).ddl('ALTER TABLE orders ADD COLUMN carrier varchar(20)')
me.at('Sleeping for 3 sec') { assert db.deployRequest(1).deploymentState() == 'ready' }
