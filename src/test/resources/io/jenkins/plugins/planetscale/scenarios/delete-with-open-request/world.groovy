db.timings().immediate()
p.faults().add(FaultRule.on("DELETE", '/branches/dev$').times(1).body(422, "application/json", '{"code":"unprocessable","message":"Cannot delete a branch that has an open deploy request."}'))
