db.timings().immediate()
db.branch('dev').ddl('CREATE TABLE only_here (id int NOT NULL, PRIMARY KEY (id))')
db.branch('other').schema(db.branch('main').schema())
db.branch('other2').schema(db.branch('main').schema())
db.branch('starting').schema(db.branch('main').schema()).ready = false
// before the last one nothing was deleted
me.at('its parent "starting" is not ready') { assert db.branch('dev').schema().contains('only_here') }
