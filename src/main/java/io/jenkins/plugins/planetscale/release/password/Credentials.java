package io.jenkins.plugins.planetscale.release.password;

import static io.jenkins.plugins.planetscale.release.password.DatabaseUrlFormat.encoded;

import io.jenkins.plugins.planetscale.client.model.Password;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A new password and the forms in which it can be passed on. In memory only: not {@link java.io.Serializable}, so that
 * it cannot be persisted by mistake, and {@link #toString} shows no secret (invariant I5).
 */
public final class Credentials {
    private static final int DEFAULT_PORT = 3306;
    /** Where Debian, Ubuntu and Alpine keep the certificate authorities that they trust. */
    public static final String DEFAULT_SSL_CA = "/etc/ssl/certs/ca-certificates.crt";

    private static final Pattern HOST_AND_PORT = Pattern.compile("(.+):(\\d{1,5})");

    private final String id;
    private final String host;
    private final int port;
    private final String database;
    private final String user;
    private final String password;
    private final Instant expiresAt;
    private final Long ttlSeconds;

    public Credentials(Password minted, String database) {
        this.id = minted.id();
        Matcher address = HOST_AND_PORT.matcher(minted.accessHostUrl());
        this.host = address.matches() ? address.group(1) : minted.accessHostUrl();
        this.port = address.matches() ? Integer.parseInt(address.group(2)) : DEFAULT_PORT;
        this.database = database;
        this.user = minted.username();
        this.password = minted.plainText();
        this.expiresAt = minted.expiresAt();
        this.ttlSeconds = minted.ttlSeconds();
    }

    /** The id by which the password is renewed and revoked; no secret. */
    public String id() {
        return id;
    }

    public String host() {
        return host;
    }

    /** 3306 unless PlanetScale's answer names another one with the host. */
    public int port() {
        return port;
    }

    public String user() {
        return user;
    }

    public String password() {
        return password;
    }

    public String database() {
        return database;
    }

    /** When PlanetScale lets it expire unless it is renewed; null for never. */
    public Instant expiresAt() {
        return expiresAt;
    }

    public Long ttlSeconds() {
        return ttlSeconds;
    }

    /**
     * {@code mysql://user:password@host:3306/database?…}, user and password percent-encoded, the rest as the tool knows it.
     *
     * @param sslCa the path of the file with the certificate authorities, for tools that need one
     */
    public String databaseUrl(DatabaseUrlFormat format, String sslCa) {
        return format.url(this, sslCa);
    }

    /** A URL for MySQL Connector/J; user and password belong into properties, as some logs print URLs. */
    public String jdbcUrl() {
        return "jdbc:mysql://" + host + ":" + port + "/" + encoded(database) + "?sslMode=VERIFY_IDENTITY";
    }

    /** A URL for MariaDB Connector/J, which has its own scheme and its own word; without user and password as well. */
    public String mariadbJdbcUrl() {
        return "jdbc:mariadb://" + host + ":" + port + "/" + encoded(database) + "?sslMode=verify-full";
    }

    /** A data source name for go-sql-driver/mysql, which takes user and password as they are. */
    public String goDsn() {
        return user + ":" + password + "@tcp(" + host + ":" + port + ")/" + database + "?tls=true";
    }

    /**
     * The environment of a block.
     *
     * @param prefix before every name but not null; {@code PLANETSCALE_} gives {@code PLANETSCALE_DB_HOST}
     * @param sslCa the path of the file with the certificate authorities, on the machine where the tools run
     */
    public Map<String, String> environment(String prefix, DatabaseUrlFormat format, String sslCa) {
        Map<String, String> variables = new LinkedHashMap<>();
        variables.put("DATABASE_URL", databaseUrl(format, sslCa));
        variables.put("JDBC_URL", jdbcUrl());
        variables.put("MARIADB_JDBC_URL", mariadbJdbcUrl());
        variables.put("GO_DSN", goDsn());
        variables.put("DB_HOST", host);
        variables.put("DB_PORT", String.valueOf(port));
        variables.put("DB_USER", user);
        variables.put("DB_PASSWORD", password);
        variables.put("DB_NAME", database);
        variables.put("DB_SSL_CA", sslCa);
        // what the client programs mysql and mariadb read themselves, so that no argument holds the password
        variables.put("MYSQL_HOST", host);
        variables.put("MYSQL_TCP_PORT", String.valueOf(port));
        variables.put("MYSQL_PWD", password);
        variables.putAll(format.beside(this, sslCa));
        Map<String, String> named = new LinkedHashMap<>();
        variables.forEach((name, value) -> named.put(prefix + name, value));
        return named;
    }

    /** Every text that must be masked in a log: the password as it is, percent-encoded and in base64. */
    public Set<String> secrets() {
        Set<String> secrets = new LinkedHashSet<>();
        secrets.add(password);
        secrets.add(encoded(password));
        byte[] bytes = password.getBytes(StandardCharsets.UTF_8);
        secrets.add(Base64.getEncoder().encodeToString(bytes));
        secrets.add(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
        secrets.add(user + ":" + password);
        byte[] basic = (user + ":" + password).getBytes(StandardCharsets.UTF_8); // as Basic authorization has it
        secrets.add(Base64.getEncoder().encodeToString(basic));
        secrets.add(Base64.getUrlEncoder().withoutPadding().encodeToString(basic));
        secrets.add(encoded(user) + ":" + encoded(password));
        return secrets;
    }

    @Override
    public String toString() {
        return "Credentials[" + id + "]";
    }
}
