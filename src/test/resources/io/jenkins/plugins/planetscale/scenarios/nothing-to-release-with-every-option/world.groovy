db.timings().immediate()
db.branch('dev').schema(db.branch('main').schema())
