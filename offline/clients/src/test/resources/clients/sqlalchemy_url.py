import os
from sqlalchemy import create_engine, text

with create_engine(os.environ["DATABASE_URL"]).connect() as connection:
    print("tls=" + connection.execute(text("SHOW STATUS LIKE 'Ssl_cipher'")).fetchone()[1])
