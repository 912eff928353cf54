package io.jenkins.plugins.planetscale.release.password;

import io.jenkins.plugins.planetscale.release.InvalidInputException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How {@code DATABASE_URL} demands an encrypted connection with verification of the server's certificate and name. All
 * tools read the same variable, and each has its own parameters for this; those of another tool are ignored, or are an
 * error. PlanetScale refuses a connection without TLS.
 *
 * <p>The parameters come from each tool's documentation; the test module {@code offline/clients} tries the clients that
 * are available against a server that demands TLS. Immutable.
 */
public enum DatabaseUrlFormat {
    /** Prisma's word and that of mysql2, each of which passes over the other's. */
    NODE("node", "Prisma, mysql2", "mysql", Known.PRISMA, Known.MYSQL2),
    /** Node's mysql2, and what hands it the URL: Knex, Drizzle. Sequelize and TypeORM read no such word in a URL. */
    MYSQL2("mysql2", "mysql2: Knex, Drizzle", "mysql", Known.MYSQL2),
    /**
     * Prisma: {@code sslaccept} for its engine, which passes over what it does not know; {@code ssl} for the driver of
     * {@code @prisma/adapter-mariadb}, which verifies certificate and name then, and reads nothing but true there.
     */
    PRISMA("prisma", "Prisma", "mysql", Known.PRISMA, "ssl=true"),
    /** URLs of tools that are built on go-sql-driver/mysql: Atlas, dbmate. */
    GO("go", "Go: Atlas, dbmate", "mysql", "tls=true"),
    /**
     * Active Record with the gem mysql2. Built with MariaDB's library, as Debian does, the gem verifies the certificate but
     * not whose it is; built with MySQL's, it verifies both.
     */
    RAILS("rails", "Rails", "mysql2", "ssl_mode=verify_identity", "sslca=%s"),
    /** Laravel takes its options from a variable beside the URL, see {@link #beside}. */
    LARAVEL("laravel", "Laravel", "mysql"),
    /** Django with dj-database-url and mysqlclient, from version 2.1 on. */
    DJANGO("django", "Django, mysqlclient", "mysql", "ssl_mode=VERIFY_IDENTITY", "ssl-ca=%s"),
    /** Django with dj-database-url and PyMySQL, which verifies whatever it has an authority for. */
    DJANGO_PYMYSQL("django-pymysql", "Django, PyMySQL", "mysql", "ssl-ca=%s"),
    /** SQLAlchemy with PyMySQL. */
    PYMYSQL("pymysql", "SQLAlchemy, PyMySQL", "mysql+pymysql", "ssl_ca=%s", "ssl_check_hostname=true"),
    /** SQLAlchemy with mysqlclient, from version 2.1 on. */
    MYSQLCLIENT("mysqlclient", "SQLAlchemy, mysqlclient", "mysql+mysqldb", "ssl_mode=VERIFY_IDENTITY", "ssl_ca=%s");

    /** Node's tools read nothing else, while the others have variables of their own beside it. */
    public static final DatabaseUrlFormat DEFAULT = NODE;

    /**
     * Parameters of more than one format; in a class of their own, as an enum's static fields are not initialized yet
     * when its constants are constructed.
     */
    private static final class Known {
        static final String PRISMA = "sslaccept=strict";
        // ssl={"rejectUnauthorized":true,"verifyIdentity":true}
        static final String MYSQL2 = "ssl=%%7B%%22rejectUnauthorized%%22%%3Atrue%%2C%%22verifyIdentity%%22%%3Atrue%%7D";

        private Known() {}
    }

    private final String key;
    private final String tools;
    private final String scheme;
    private final String[] parameters;

    DatabaseUrlFormat(String key, String tools, String scheme, String... parameters) {
        this.key = key;
        this.tools = tools;
        this.scheme = scheme;
        this.parameters = parameters;
    }

    /** Its name in a Jenkinsfile. */
    public String key() {
        return key;
    }

    /** The proper names of the tools that read it, the same in every language. */
    public String tools() {
        return tools;
    }

    /** @throws InvalidInputException when there is none of that name; the message has all of them */
    public static DatabaseUrlFormat of(String name) throws InvalidInputException {
        for (DatabaseUrlFormat format : values()) {
            if (format.key.equalsIgnoreCase(name)) {
                return format;
            }
        }
        throw new InvalidInputException("format: \"" + name + "\" is not a known format; DATABASE_URL can be written"
                + " for "
                + Arrays.stream(values()).map(DatabaseUrlFormat::key).collect(Collectors.joining(", ")) + ".");
    }

    /** @param sslCa the path of the file with the certificate authorities, on the machine where the tool runs */
    String url(Credentials credentials, String sslCa) {
        String query = Arrays.stream(parameters)
                .map(parameter -> String.format(parameter, encoded(sslCa)))
                .collect(Collectors.joining("&"));
        return scheme + "://" + encoded(credentials.user()) + ":" + encoded(credentials.password()) + "@"
                + credentials.host() + ":" + credentials.port() + "/" + encoded(credentials.database())
                + (query.isEmpty() ? "" : "?" + query);
    }

    /** The variables that its tool reads beside {@code DATABASE_URL}; by their names there, without a prefix. */
    Map<String, String> beside(Credentials credentials, String sslCa) {
        Map<String, String> variables = new LinkedHashMap<>();
        if (this == LARAVEL) {
            variables.put("DB_CONNECTION", "mysql");
            variables.put("DB_URL", url(credentials, sslCa)); // its name since Laravel 11
            variables.put("DB_DATABASE", credentials.database());
            variables.put("DB_USERNAME", credentials.user());
            variables.put("MYSQL_ATTR_SSL_CA", sslCa);
        }
        return variables;
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
