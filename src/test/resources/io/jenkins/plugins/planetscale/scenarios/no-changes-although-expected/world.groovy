db.timings().immediate()
db.branch('same').schema(db.branch('main').schema())
db.branch('refused').schema(db.branch('main').schema())
me.at('REFUSED: Branch "same"') {
    p.faults().add(FaultRule.on("POST", '/deploy-requests$').forever().body(422, "application/json", '{"code":"unprocessable","message":"Cannot create deploy request: there are no schema changes to deploy."}'))
}
