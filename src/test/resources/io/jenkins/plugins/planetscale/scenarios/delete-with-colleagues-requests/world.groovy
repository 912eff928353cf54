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
def change = { String name -> db.branch(name).schema(db.branch('main').schema()).ddl('ALTER TABLE orders ADD COLUMN carrier varchar(20)') }
['dev', 'hotfix', 'own'].each { change(it) }
db.branch('next').schema(db.branch('main').schema()).safeMigrations(true)
for (pair in [['root', 'main'], ['leaf', 'root']]) {
    api('POST', '/branches', [name: pair[0], parent_branch: pair[1]])
    clock.advance(Duration.ofMinutes(2))
}
db.branch('leaf').ddl('ALTER TABLE orders ADD COLUMN weight int')
for (pair in [['dev', 'main'], ['hotfix', 'next'], ['leaf', 'main']]) {
    api('POST', '/deploy-requests', [branch: pair[0], into_branch: pair[1], notes: 'by hand'])
    clock.advance(Duration.ofMinutes(1))
}
