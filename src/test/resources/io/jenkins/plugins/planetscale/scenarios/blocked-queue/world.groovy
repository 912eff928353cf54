me.at('Opened deploy request #1') { db.deployRequest(1).failDeploy("Duplicate entry '7' for key 'by_customer'") }
db.branch('other').schema(db.branch('main').schema()).ddl('ALTER TABLE orders ADD COLUMN carrier varchar(20)')
