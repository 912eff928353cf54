db.timings().immediate()
setup.approver = 'ainsley'
me.at('the next commit comes') { db.branch('dev').ddl('ALTER TABLE orders ADD COLUMN carrier varchar(20)') }
me.at('build 2: APPLIED') { session[0].controller().timer().schedule({ db.branch('later').ddl('CREATE TABLE seen (id int NOT NULL, PRIMARY KEY (id))') } as Runnable, 2, java.util.concurrent.TimeUnit.SECONDS) }
