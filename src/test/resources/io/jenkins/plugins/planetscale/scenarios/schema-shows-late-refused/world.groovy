db.timings().immediate()
db.branch('pr-7').schema(db.branch('main').schema())
p.faults().add(FaultRule.on("POST", '/deploy-requests$').times(2).body(422, "application/json", '{"code":"unprocessable","message":"Cannot create deploy request: there are no schema changes to deploy."}'))
me.at('migrations have run') { session[0].controller().timer().schedule({ db.branch('pr-7').ddl('ALTER TABLE orders ADD COLUMN carrier varchar(20)') } as Runnable, 7, java.util.concurrent.TimeUnit.SECONDS) }
