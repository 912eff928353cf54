db.timings().immediate()
db.branch('production').schema(db.branch('main').schema()).production(true).safeMigrations(true)
db.defaultBranch('production')
