import groovy.json.*
db.timings().immediate()
db.branch('live').production(true)
db.branch('kept').deletionProtected(true)
def read = { String path ->
    def call = new URL(p.url() + '/organizations/mechanica/databases/logistics' + path).openConnection()
    call.setRequestProperty('Authorization', 'colleague:pscale_tkn_colleague')
    new JsonSlurper().parseText(call.inputStream.text)
}
world.token('colleague', 'pscale_tkn_colleague', 'mechanica')
def list = read('/branches')
list.data.each {
    if (it.name == 'live') { it.remove('production') }
    if (it.name == 'kept') { it.remove('deletion_protected') }
}
p.faults().add(FaultRule.on('GET', '/branches$').forever().body(200, 'application/json', JsonOutput.toJson(list)))
