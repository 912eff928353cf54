const database = require('knex')({ client: 'mysql2', connection: process.env.DATABASE_URL });
database.raw("SHOW STATUS LIKE 'Ssl_cipher'").then(
  ([rows]) => { console.log('tls=' + rows[0].Value); process.exit(0); },
  error => { console.error(error.message); process.exit(1); });
