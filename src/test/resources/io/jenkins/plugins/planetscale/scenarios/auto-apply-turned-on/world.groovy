db.timings().immediate().copy(Duration.ofMinutes(2))
p.faults().add(FaultRule.on('PUT', '/auto-apply$').body(422, 'application/json', '{"code":"unprocessable","message":"Not now."}').forever())
me.at('copying rows') { db.deployRequest(1).actorTurnsAutoApplyOn() }
