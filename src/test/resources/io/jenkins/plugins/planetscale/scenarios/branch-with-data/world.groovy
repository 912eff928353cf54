db.timings().immediate()
db.branch('main').clusterSize('PS_80')
db.branch('live').production(true)
