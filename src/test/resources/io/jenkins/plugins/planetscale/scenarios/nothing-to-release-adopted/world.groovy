import groovy.json.*
world.token('somebody', 'pscale_tkn_else', 'mechanica')
def api = { String method, String path, Object body ->
    def c = (HttpURLConnection) new URL(p.url() + '/organizations/mechanica/databases/logistics' + path).openConnection()
    c.requestMethod = method
    c.setRequestProperty('Authorization', 'somebody:pscale_tkn_else')
    c.setRequestProperty('Content-Type', 'application/json')
    c.doOutput = true
    c.outputStream << JsonOutput.toJson(body)
    assert c.responseCode < 300
}
db.timings().immediate()
db.branch('dev').schema(db.branch('main').schema())
api('POST', '/deploy-requests', [branch: 'dev', into_branch: 'main', notes: 'by hand'])
me.at('Sleeping for 3 sec') { db.branch('dev').ddl('ALTER TABLE orders ADD COLUMN carrier varchar(20)'); clock.advance(Duration.ofMinutes(1)) }
