require('mysql2').createConnection(process.env.DATABASE_URL).query("SHOW STATUS LIKE 'Ssl_cipher'", (error, rows) => {
  if (error) { console.error(error.message); process.exit(1); }
  console.log('tls=' + rows[0].Value);
  process.exit(0);
});
