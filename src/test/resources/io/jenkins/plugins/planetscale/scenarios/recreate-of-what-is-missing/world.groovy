db.timings().immediate()
// nothing that can be looked at beforehand is wrong
p.faults().add(FaultRule.on('POST', '/branches$').forever().body(422, 'application/json', '{"code":"unprocessable","message":"Region us-west is full."}'))
