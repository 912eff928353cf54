import groovy.json.JsonOutput
// a colleague's deploy request; its target is changed in the moment after the gates have let it pass
db.timings().immediate()
db.branch('dev').schema(db.branch('main').schema()).ddl('ALTER TABLE orders MODIFY COLUMN status varchar(60)')
world.token('colleague', 'pscale_tkn_colleague', 'mechanica')
def c = (HttpURLConnection) new URL(p.url() + '/organizations/mechanica/databases/logistics/deploy-requests').openConnection()
c.setRequestProperty('Authorization', 'colleague:pscale_tkn_colleague')
c.setRequestProperty('Content-Type', 'application/json')
c.doOutput = true
c.outputStream << JsonOutput.toJson([branch: 'dev', into_branch: 'main', auto_cutover: false])
assert c.responseCode == 201
clock.advance(Duration.ofMinutes(2))
p.faults().add(FaultRule.on('GET', '/branches/main/schema').skip(1).times(2).status(503))
me.at('`status` varchar(60)') { db.branch('main').ddl('ALTER TABLE orders MODIFY COLUMN status varchar(500)') }
