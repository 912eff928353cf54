db.timings().immediate()
db.branch('dev').schema(db.branch('main').schema()).ddl('ALTER TABLE orders ADD COLUMN carrier varchar(20)')
me.at('Sleeping for 3 sec') {
    db.deployRequest(1).actorCloses()
    def connection = new URL(p.url() + '/organizations/mechanica/databases/logistics/deploy-requests').openConnection()
    connection.requestMethod = 'POST'
    world.token('somebody', 'pscale_tkn_else', 'mechanica')
    connection.setRequestProperty('Authorization', 'somebody:pscale_tkn_else')
    connection.setRequestProperty('Content-Type', 'application/json')
    connection.doOutput = true
    connection.outputStream.write('{"branch":"dev","into_branch":"main","notes":"","auto_cutover":false}'.bytes)
    assert connection.responseCode == 201
}
