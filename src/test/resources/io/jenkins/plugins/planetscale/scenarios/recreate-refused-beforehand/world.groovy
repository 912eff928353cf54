import groovy.json.JsonOutput
world.token('colleague', 'pscale_tkn_colleague', 'mechanica')
api = { String method, String path, Object body ->
    def call = (HttpURLConnection) new URL(p.url() + '/organizations/mechanica/databases/logistics' + path).openConnection()
    call.requestMethod = method
    call.setRequestProperty('Authorization', 'colleague:pscale_tkn_colleague')
    call.setRequestProperty('Content-Type', 'application/json')
    if (body != null) { call.doOutput = true; call.outputStream << JsonOutput.toJson(body) }
    assert call.responseCode < 300
}
db.timings().immediate()
db.branch('dev').ddl('CREATE TABLE only_here (id int NOT NULL, PRIMARY KEY (id))')
db.branch('other').schema(db.branch('main').schema()).production(true)
db.branch('other2').schema(db.branch('main').schema())
me.at('Sleeping for 3 sec') {
    db.timings().branchReady(Duration.ofMinutes(5))
    api('POST', '/branches', [name: 'starting', parent_branch: 'main'])
}
me.at('Sleeping for 4 sec') { assert db.branch('dev').schema().contains('only_here') }
