const { PrismaMariaDb } = require('@prisma/adapter-mariadb');

(async () => {
  // a refusal ends after the pool's time, which is 10 s otherwise
  const adapter = await new PrismaMariaDb(process.env.DATABASE_URL + '&acquireTimeout=3000&connectionLimit=1').connect();
  const result = await adapter.queryRaw({ sql: "SHOW STATUS LIKE 'Ssl_cipher'", args: [], argTypes: [] });
  console.log('tls=' + result.rows[0][1]);
  await adapter.dispose();
})().catch((error) => { console.error(error.message, JSON.stringify(error.cause)); process.exit(1); });
