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
db.timings().immediate().copy(Duration.ofMinutes(10)).revertWindow(Duration.ofMinutes(1))
db.branch('main').schema("CREATE TABLE orders (id bigint NOT NULL, state enum('new','sent') NOT NULL, PRIMARY KEY (id))")
db.branch('other').schema("CREATE TABLE orders (id bigint NOT NULL, state enum('new','sent','lost') NOT NULL, PRIMARY KEY (id))")
db.branch('dev').schema("CREATE TABLE orders (id bigint NOT NULL, state enum('new','sent','paid') NOT NULL, PRIMARY KEY (id))")
api('POST', '/deploy-requests', [branch: 'other', into_branch: 'main', auto_cutover: true])
clock.advance(Duration.ofSeconds(10))
api('POST', '/deploy-requests/1/deploy', [:])
