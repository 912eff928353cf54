db.timings().immediate().refresh(Duration.ofSeconds(8))
db.branch('staging').schema(db.branch('main').schema())
db.branch('pr-7').staleSchema(true)
