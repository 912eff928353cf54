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
db.timings().immediate().copy(Duration.ofMinutes(10))
db.branch('dev').schema(db.branch('main').schema()).ddl('ALTER TABLE orders DROP COLUMN status')
api('POST', '/deploy-requests', [branch: 'dev', into_branch: 'main', auto_cutover: true])
clock.advance(Duration.ofMinutes(1))
api('POST', '/deploy-requests/1/deploy', [:])
clock.advance(Duration.ofMinutes(1))
