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
db.branch('other').schema(db.branch('main').schema()).ddl('ALTER TABLE customers MODIFY COLUMN name varchar(200) NOT NULL')
db.branch('dev').schema(db.branch('main').schema()).ddl('ALTER TABLE orders MODIFY COLUMN status varchar(50)')
api('POST', '/deploy-requests', [branch: 'other', into_branch: 'main', auto_cutover: true])
clock.advance(Duration.ofSeconds(10))
api('POST', '/deploy-requests/1/deploy', [:])
