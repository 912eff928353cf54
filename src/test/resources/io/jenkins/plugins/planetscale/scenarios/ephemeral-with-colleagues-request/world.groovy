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
p.faults().add(FaultRule.on('DELETE', '/branches/trial$').times(1).body(422, 'application/json', '{"code":"unprocessable","message":"Cannot delete a branch that has an open deploy request."}'))
me.at('Sleeping for 3 sec') {
    db.branch('trial').ddl('ALTER TABLE orders ADD COLUMN carrier varchar(20)')
    api('POST', '/deploy-requests', [branch: 'trial', into_branch: 'main', auto_cutover: false])
    clock.advance(Duration.ofMinutes(1))
    api('POST', '/deploy-requests/1/deploy', [:])
    clock.advance(Duration.ofMinutes(1))
}
