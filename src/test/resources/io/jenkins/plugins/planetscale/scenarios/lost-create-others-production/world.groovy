import groovy.json.JsonOutput
world.token('colleague', 'pscale_tkn_colleague', 'mechanica')
api = { String method, String path, Object body ->
    def call = (HttpURLConnection) new URL(p.url() + '/organizations/mechanica/databases/logistics' + path).openConnection()
    call.requestMethod = method
    call.setRequestProperty('Authorization', 'colleague:pscale_tkn_colleague')
    call.setRequestProperty('Content-Type', 'application/json')
    if (body != null) { call.doOutput = true; call.outputStream << JsonOutput.toJson(body) }
    assert call.responseCode < 300
    call.inputStream.text
}
db.timings().immediate()
// the call of the build is lost on its way, and meanwhile a colleague's is not
p.faults().add(FaultRule.on('POST', '/branches$').resetBefore().meanwhile {
    api('POST', '/branches', [name: 'tmp', parent_branch: 'main', seed_data: 'last_successful_backup'])
})
