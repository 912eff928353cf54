db.keyspaces('meta', 'sharded').shards('sharded', 4)
db.timings().immediate()
db.timings().copy(Duration.ofMinutes(20))
def orders = 'CREATE TABLE orders (id bigint NOT NULL, status varchar(20), PRIMARY KEY (id))'
['main', 'dev'].each { db.branch(it).schema('meta', 'CREATE TABLE customers (id bigint NOT NULL, PRIMARY KEY (id))').schema('sharded', orders) }
db.branch('dev').ddl('sharded', 'ALTER TABLE orders DROP COLUMN status')
