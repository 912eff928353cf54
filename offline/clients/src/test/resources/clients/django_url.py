import dj_database_url
import django
import pymysql
from django.conf import settings

pymysql.version_info = (1, 4, 6, "final", 0)  # Django asks for this version of mysqlclient, in whose place it stands
pymysql.install_as_MySQLdb()
settings.configure(DATABASES={"default": dj_database_url.config()})
django.setup()
from django.db import connection

with connection.cursor() as cursor:
    cursor.execute("SHOW STATUS LIKE 'Ssl_cipher'")
    print("tls=" + cursor.fetchone()[1])
