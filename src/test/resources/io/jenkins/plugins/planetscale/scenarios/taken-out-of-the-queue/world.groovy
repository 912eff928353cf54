db.timings().immediate().queued(Duration.ofMinutes(5))
me.at('is queued') { db.deployRequest(1).actorDequeues() }
