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
db.timings().immediate().revertWindow(Duration.ofSeconds(1))
def release = { hours ->
    db.branch('other').schema(db.branch('main').schema()).ddl('ALTER TABLE orders ADD KEY by_status (status)')
    api('POST', '/deploy-requests', [branch: 'other', into_branch: 'main', auto_cutover: true])
    clock.advance(Duration.ofSeconds(10))
    api('POST', '/deploy-requests/1/deploy', [:])
    clock.advance(Duration.ofHours(hours))
    assert db.branch('main').schema().contains('by_status')
}
api('POST', '/branches/main/backups', [name: 'nightly'])
clock.advance(Duration.ofMinutes(5))
release(6)
me.at('Sleeping for 3 sec') { db.branch('feature').ddl('ALTER TABLE orders ADD COLUMN carrier varchar(20)') }
