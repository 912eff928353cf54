const { Sequelize } = require('sequelize');
// Sequelize hands the words of a URL on as texts, and mysql2 takes the text of "ssl" for the name of a profile
const { DB_NAME, DB_USER, DB_PASSWORD, DB_HOST, DB_PORT } = process.env;
const database = new Sequelize(DB_NAME, DB_USER, DB_PASSWORD, {
  dialect: 'mysql',
  host: DB_HOST,
  port: DB_PORT,
  dialectOptions: { ssl: { rejectUnauthorized: true, verifyIdentity: true } },
  logging: false,
});
database.query("SHOW STATUS LIKE 'Ssl_cipher'").then(
  ([rows]) => { console.log('tls=' + rows[0].Value); process.exit(0); },
  error => { console.error(error.message); process.exit(1); });
