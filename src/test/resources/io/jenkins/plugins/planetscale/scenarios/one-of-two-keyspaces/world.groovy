db.timings().immediate()
db.keyspaces('eu', 'us')
def orders = 'CREATE TABLE orders (id bigint NOT NULL, status varchar(20), note varchar(200), PRIMARY KEY (id))'
['main', 'dev'].each { db.branch(it).schema('eu', orders).schema('us', orders) }
db.branch('dev').ddl('eu', 'ALTER TABLE orders DROP COLUMN status')
db.branch('dev').ddl('us', 'ALTER TABLE orders ADD COLUMN status_since timestamp NULL')
db.recentlyUsed('eu.orders')
