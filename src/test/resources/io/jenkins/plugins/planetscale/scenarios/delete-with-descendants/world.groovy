import groovy.json.JsonOutput
world.token('colleague', 'pscale_tkn_colleague', 'mechanica')
def make = { String name, String parent ->
    def c = (HttpURLConnection) new URL(p.url() + '/organizations/mechanica/databases/logistics/branches').openConnection()
    c.setRequestProperty('Authorization', 'colleague:pscale_tkn_colleague')
    c.setRequestProperty('Content-Type', 'application/json')
    c.doOutput = true
    c.outputStream << JsonOutput.toJson([name: name, parent_branch: parent])
    assert c.responseCode == 201
    clock.advance(Duration.ofMinutes(2))
}
for (name in ['live', 'guarded', 'trial']) {
    make(name, 'main')
    make(name + '-child', name)
    make(name + '-grandchild', name + '-child')
}
db.branch('live-grandchild').production(true).safeMigrations(true)
db.branch('guarded-child').deletionProtected(true)
