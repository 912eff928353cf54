package io.jenkins.plugins.planetscale.release;

import io.jenkins.plugins.planetscale.client.model.Password;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * A minted password and the ways to write it down. Lives in memory only: it is not {@link java.io.Serializable}, so that
 * it cannot be persisted by mistake, and {@link #toString} shows no secret (invariant I5).
 */
public final class Credentials {
    private static final int PORT = 3306;

    private final String id;
    private final String host;
    private final String database;
    private final String user;
    private final String password;
    private final Instant expiresAt;
    private final Long ttlSeconds;

    Credentials(Password minted, String database) {
        this.id = minted.id();
        this.host = minted.accessHostUrl();
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

    /** {@code mysql://user:password@host:3306/database?sslaccept=strict}, user and password percent-encoded. */
    public String databaseUrl() {
        return "mysql://" + encoded(user) + ":" + encoded(password) + "@" + host + ":" + PORT + "/" + encoded(database)
                + "?sslaccept=strict";
    }

    /** A URL for MySQL Connector/J; user and password belong into properties, as some logs print URLs. */
    public String jdbcUrl() {
        return "jdbc:mysql://" + host + ":" + PORT + "/" + encoded(database) + "?sslMode=VERIFY_IDENTITY";
    }

    /** A data source name for go-sql-driver/mysql, which takes user and password as they are. */
    public String goDsn() {
        return user + ":" + password + "@tcp(" + host + ":" + PORT + ")/" + database + "?tls=true";
    }

    /**
     * The environment of a block.
     *
     * @param prefix before every name but not null; {@code PLANETSCALE_} gives {@code PLANETSCALE_HOST}
     */
    public Map<String, String> environment(String prefix) {
        Map<String, String> variables = new LinkedHashMap<>();
        variables.put(prefix + "DATABASE_URL", databaseUrl());
        variables.put(prefix + "JDBC_URL", jdbcUrl());
        variables.put(prefix + "GO_DSN", goDsn());
        variables.put(prefix + "DB_HOST", host);
        variables.put(prefix + "DB_USER", user);
        variables.put(prefix + "DB_PASSWORD", password);
        variables.put(prefix + "DB_NAME", database);
        return variables;
    }

    /** Every text that must be masked in a log: the password as it is, percent-encoded and in base64. */
    public Set<String> secrets() {
        Set<String> secrets = new LinkedHashSet<>();
        secrets.add(password);
        secrets.add(encoded(password));
        byte[] bytes = password.getBytes(StandardCharsets.UTF_8);
        secrets.add(Base64.getEncoder().encodeToString(bytes));
        secrets.add(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
        secrets.add(databaseUrl());
        secrets.add(goDsn());
        return secrets;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    @Override
    public String toString() {
        return "Credentials[" + id + "]";
    }
}
