import groovy.json.*
db.timings().immediate()
world.token('colleague', 'pscale_tkn_colleague', 'mechanica')
def read = { String path ->
    def call = new URL(p.url() + '/organizations/mechanica/databases/logistics' + path).openConnection()
    call.setRequestProperty('Authorization', 'colleague:pscale_tkn_colleague')
    new JsonSlurper().parseText(call.inputStream.text)
}
def list = read('/branches')
list.data.each { it.remove('id') }
def one = read('/branches/dev')
one.remove('id')
p.faults().add(FaultRule.on('GET', '/branches$').forever().body(200, 'application/json', JsonOutput.toJson(list)))
p.faults().add(FaultRule.on('GET', '/branches/dev$').forever().body(200, 'application/json', JsonOutput.toJson(one)))
