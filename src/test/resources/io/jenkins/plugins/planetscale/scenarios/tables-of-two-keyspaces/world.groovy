import groovy.json.*

db.timings().immediate()
def auth = "${io.jenkins.plugins.planetscale.scenario.shared.ScenarioServer.TOKEN_ID}:${io.jenkins.plugins.planetscale.scenario.shared.ScenarioServer.TOKEN_SECRET}"
def call = { String method, String path, Object body ->
    def c = (HttpURLConnection) new URL(p.url() + path).openConnection()
    c.requestMethod = method; c.setRequestProperty('Authorization', auth); c.setRequestProperty('Content-Type', 'application/json')
    if (body != null) { c.doOutput = true; c.outputStream << JsonOutput.toJson(body) }
    new JsonSlurper().parseText(c.inputStream.text)
}
db.branch('dev').schema(db.branch('main').schema()).ddl('ALTER TABLE orders ADD COLUMN carrier varchar(20)')
def base = '/organizations/mechanica/databases/logistics'
def dr = call('POST', "$base/deploy-requests", [branch: 'dev', into_branch: 'main', notes: 'from the web'])
clock.advance(Duration.ofMinutes(1))
dr = call('GET', "$base/deploy-requests/1", null)
def ops = dr.deployment.deploy_operations
def second = new JsonSlurper().parseText(JsonOutput.toJson(ops[0]))
ops[0].keyspace_name = 'eu'
second.id = 'op2'; second.keyspace_name = 'us'; second.ddl_statement = 'ALTER TABLE `orders` DROP PRIMARY KEY, ADD PRIMARY KEY (`customer_id`, `id`), MODIFY COLUMN `status` varchar(5)'
ops << second
p.faults().add(FaultRule.on('GET', '/deploy-requests/1$').forever().body(200, 'application/json', JsonOutput.toJson(dr)))
p.faults().add(FaultRule.on('GET', '/deploy-requests/1/diff$').forever().body(200, 'application/json', JsonOutput.toJson([data: [
    [name: 'orders', raw: " CREATE TABLE `orders` (\n-  `status` varchar(20),\n+  `status` varchar(5),\n-  PRIMARY KEY (`id`)\n+  PRIMARY KEY (`customer_id`,`id`)\n )"],
    [name: 'orders', raw: " CREATE TABLE `orders` (\n   `status` varchar(20),\n+  `carrier` varchar(20),\n   PRIMARY KEY (`id`)\n )"]]])))
