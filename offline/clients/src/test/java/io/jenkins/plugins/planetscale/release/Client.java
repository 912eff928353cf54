package io.jenkins.plugins.planetscale.release;
import io.jenkins.plugins.planetscale.release.password.Credentials;
import io.jenkins.plugins.planetscale.release.password.DatabaseUrlFormat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * One program of people, which prints {@code tls=} and the cipher of its connection.
 *
 * @param format what {@code DATABASE_URL} is written for
 * @param needs the file that is there where the program can be run, and the Debian package that brings it; null for Java
 * @param command a shell command; {@code $SCRIPTS} is where the scripts are
 */
record Client(String name, DatabaseUrlFormat format, Path needs, String from, String command) {
    static final Path SCRIPTS = Path.of("src/test/resources/clients").toAbsolutePath();
    private static final Path WORK = Path.of("target/clients").toAbsolutePath();

    private static final String JAVA = "\"$JAVA\" -Djavax.net.ssl.trustStore=\"$TRUST\""
            + " -Djavax.net.ssl.trustStorePassword=" + Authority.STORE_PASSWORD + " -cp \"$CP\" \"$SCRIPTS\"/Jdbc.java ";
    private static final String GO = "GO111MODULE=off GOPATH=/usr/share/gocode GOCACHE=\"$WORK/go\" SSL_CERT_FILE=\"$CA\""
            + " go run \"$SCRIPTS\"/";
    private static final String NODE = "NODE_PATH=\"$WORK/node/node_modules\" NODE_EXTRA_CA_CERTS=\"$CA\""
            + " node \"$SCRIPTS\"/";
    private static final Path NODE_MODULES = WORK.resolve("node/node_modules/@prisma/adapter-mariadb/package.json");
    private static final Path DBMATE = WORK.resolve("node/node_modules/@dbmate/linux-x64/bin/dbmate");
    private static final String SQL = " \"$DB_NAME\" -e \"SHOW STATUS LIKE 'Ssl_cipher'\" -N | sed 's/.*\\t/tls=/'";

    static Stream<Client> all() {
        return Stream.of(
                new Client("MySQL Connector/J", DatabaseUrlFormat.DEFAULT, null, "", JAVA + "JDBC_URL"),
                new Client("MariaDB Connector/J", DatabaseUrlFormat.DEFAULT, null, "", JAVA + "MARIADB_JDBC_URL"),
                node("mysql2, default format", DatabaseUrlFormat.DEFAULT, "node.js"),
                node("mysql2", DatabaseUrlFormat.MYSQL2, "node.js"),
                node("Knex", DatabaseUrlFormat.MYSQL2, "knex.js"),
                node("Sequelize", DatabaseUrlFormat.DEFAULT, "sequelize.js"),
                node("Prisma's adapter for MariaDB's driver", DatabaseUrlFormat.PRISMA, "prisma_adapter.js"),
                new Client("dbmate", DatabaseUrlFormat.GO, DBMATE, "npm install @dbmate/linux-x64",
                        "SSL_CERT_FILE=\"$CA\" \"" + DBMATE + "\" --no-dump-schema --migrations-dir \"$SCRIPTS\"/dbmate migrate"
                                + " && echo tls=CHECKED-BY-THE-MIGRATION"),
                debian("go-sql-driver/mysql", DatabaseUrlFormat.DEFAULT,
                        "/usr/share/gocode/src/github.com/go-sql-driver/mysql", "golang-go golang-github-go-sql-driver-mysql-dev",
                        GO + "go_dsn.go"),
                debian("Atlas", DatabaseUrlFormat.GO, "/usr/share/gocode/src/ariga.io/atlas", "golang-ariga-atlas-dev",
                        GO + "atlas.go"),
                debian("Rails", DatabaseUrlFormat.RAILS, "/usr/share/doc/ruby-mysql2", "ruby-activerecord ruby-mysql2",
                        "ruby \"$SCRIPTS\"/rails.rb"),
                debian("Laravel", DatabaseUrlFormat.LARAVEL, "/usr/share/php/Illuminate/Database/autoload.php",
                        "php-cli php-mysql php-illuminate-database", "php \"$SCRIPTS\"/laravel.php"),
                debian("Django with PyMySQL", DatabaseUrlFormat.DJANGO_PYMYSQL,
                        "/usr/lib/python3/dist-packages/dj_database_url.py",
                        "python3-django python3-dj-database-url python3-pymysql",
                        "/usr/bin/python3 \"$SCRIPTS\"/django_url.py"),
                debian("SQLAlchemy with PyMySQL", DatabaseUrlFormat.PYMYSQL, "/usr/lib/python3/dist-packages/pymysql",
                        "python3-sqlalchemy python3-pymysql", "/usr/bin/python3 \"$SCRIPTS\"/sqlalchemy_url.py"),
                debian("mariadb, the client program", DatabaseUrlFormat.DEFAULT, "/usr/bin/mariadb", "mariadb-client",
                        "mariadb --user=\"$DB_USER\" --ssl-ca=\"$DB_SSL_CA\" --ssl-verify-server-cert" + SQL));
    }

    private static Client node(String name, DatabaseUrlFormat format, String script) {
        return new Client(name, format, NODE_MODULES, "npm install mysql2 knex sequelize @prisma/adapter-mariadb", NODE + script);
    }

    private static Client debian(String name, DatabaseUrlFormat format, String needs, String packages, String command) {
        return new Client(name, format, Path.of(needs), "Debian's " + packages, command);
    }

    /** Brings what comes from npm, where npm is. */
    static void install() throws IOException, InterruptedException {
        if (Files.exists(NODE_MODULES) && Files.exists(DBMATE)) {
            return;
        }
        Files.createDirectories(WORK.resolve("node"));
        Files.writeString(WORK.resolve("node/package.json"), "{\"private\":true}");
        ProcessBuilder npm = new ProcessBuilder(
                        "sh", "-c", "npm install --no-audit --no-fund --loglevel=error mysql2@3 knex@3 sequelize@6"
                                + " @prisma/adapter-mariadb@7 @dbmate/linux-x64@2 || true")
                .directory(WORK.resolve("node").toFile())
                .redirectErrorStream(true)
                .redirectOutput(WORK.resolve("npm.log").toFile());
        npm.start().waitFor(5, TimeUnit.MINUTES);
    }

    /** See {@link DatabaseUrlFormat#RAILS}. */
    boolean verifiesName() {
        return format != DatabaseUrlFormat.RAILS;
    }

    boolean isThere() {
        return needs == null || Files.exists(needs);
    }

    /** How it went, with what it printed. */
    record Outcome(int exitCode, String output) {
        boolean spokeTls() {
            return exitCode == 0 && output.matches("(?s).*tls=[A-Z0-9_-]{8,}.*");
        }
    }

    /** Runs it with the variables of a block. */
    Outcome run(Credentials credentials, Authority trusted) throws IOException, InterruptedException {
        Files.createDirectories(WORK);
        File output = Files.createTempFile(WORK, "output", ".txt").toFile();
        ProcessBuilder builder = new ProcessBuilder("sh", "-c", command)
                .redirectErrorStream(true)
                .redirectOutput(output);
        Map<String, String> environment = builder.environment();
        environment.putAll(credentials.environment("", format, trusted.certificate.toString()));
        environment.put("SCRIPTS", SCRIPTS.toString());
        environment.put("WORK", WORK.toString());
        environment.put("CA", trusted.certificate.toString());
        environment.put("TRUST", trusted.trustStore.toString());
        environment.put("JAVA", Path.of(System.getProperty("java.home"), "bin", "java").toString());
        environment.put("CP", drivers());
        Process process = builder.start();
        if (!process.waitFor(3, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new IllegalStateException(name + " hangs: " + Files.readString(output.toPath()));
        }
        return new Outcome(process.exitValue(), new String(Files.readAllBytes(output.toPath()), StandardCharsets.UTF_8));
    }

    private static String drivers() {
        return String.join(
                File.pathSeparator,
                List.of(System.getProperty("java.class.path").split(File.pathSeparator)));
    }
}
