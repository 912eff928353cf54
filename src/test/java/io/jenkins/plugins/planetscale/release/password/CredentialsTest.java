package io.jenkins.plugins.planetscale.release.password;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.planetscale.client.model.Password;
import io.jenkins.plugins.planetscale.release.InvalidInputException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** How a password is written down; whether clients understand it is tried in {@code offline/clients}. */
class CredentialsTest {
    private static final String PASSWORD = "pscale_pw_a/b@c:d+e f";
    private static final String CA = "/etc/ssl/my ca.pem";

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        node           | mysql            | sslaccept=strict&ssl={"rejectUnauthorized":true,"verifyIdentity":true}
        mysql2         | mysql            | ssl={"rejectUnauthorized":true,"verifyIdentity":true}
        prisma         | mysql            | sslaccept=strict&ssl=true
        go             | mysql            | tls=true
        rails          | mysql2           | ssl_mode=verify_identity&sslca=/etc/ssl/my ca.pem
        laravel        | mysql            |
        django         | mysql            | ssl_mode=VERIFY_IDENTITY&ssl-ca=/etc/ssl/my ca.pem
        django-pymysql | mysql            | ssl-ca=/etc/ssl/my ca.pem
        pymysql        | mysql+pymysql    | ssl_ca=/etc/ssl/my ca.pem&ssl_check_hostname=true
        mysqlclient    | mysql+mysqldb    | ssl_mode=VERIFY_IDENTITY&ssl_ca=/etc/ssl/my ca.pem
        """)
    void theUrlHasTheWordsOfItsTool(String format, String scheme, String query) throws Exception {
        URI url = new URI(made("aws.connect.psdb.cloud").databaseUrl(DatabaseUrlFormat.of(format), CA));
        assertEquals(scheme, url.getScheme());
        assertEquals("4k2w:" + PASSWORD, url.getUserInfo());
        assertEquals("aws.connect.psdb.cloud", url.getHost());
        assertEquals(3306, url.getPort());
        assertEquals("/logistics", url.getPath());
        assertEquals(query, url.getQuery());
    }

    @Test
    void aFormatThatThereIsNotIsRefusedWithThoseThatThereAre() {
        InvalidInputException refused =
                assertThrows(InvalidInputException.class, () -> DatabaseUrlFormat.of("hibernate"));
        assertTrue(refused.getMessage().contains("\"hibernate\""), refused.getMessage());
        assertTrue(refused.getMessage().contains("node, mysql2, prisma, go, rails"), refused.getMessage());
    }

    @Test
    void theProgramMysqlFindsThePasswordInTheEnvironment() {
        Map<String, String> variables = made("h:3399").environment("", DatabaseUrlFormat.DEFAULT, CA);
        assertEquals(PASSWORD, variables.get("MYSQL_PWD"));
        assertEquals("3399", variables.get("MYSQL_TCP_PORT"));
        assertEquals("h", variables.get("MYSQL_HOST"));
        assertEquals("3399", variables.get("DB_PORT"));
        assertEquals(CA, variables.get("DB_SSL_CA"));
    }

    @Test
    void laravelHasItsOwnNames() {
        Map<String, String> variables = made("h").environment("X_", DatabaseUrlFormat.LARAVEL, CA);
        assertEquals("mysql", variables.get("X_DB_CONNECTION"));
        assertEquals(variables.get("X_DATABASE_URL"), variables.get("X_DB_URL"));
        assertEquals("4k2w", variables.get("X_DB_USERNAME"));
        assertEquals("logistics", variables.get("X_DB_DATABASE"));
        assertEquals(CA, variables.get("X_MYSQL_ATTR_SSL_CA"));
    }

    @ParameterizedTest
    @EnumSource(DatabaseUrlFormat.class)
    void whatHoldsThePasswordInAnyFormHoldsATextThatIsMasked(DatabaseUrlFormat format) {
        Credentials made = made("h");
        made.environment("", format, CA).forEach((name, value) -> {
            boolean holdsIt = value.replace("%2F", "/")
                    .replace("%40", "@")
                    .replace("%3A", ":")
                    .replace("%2B", "+")
                    .replace("%20", " ")
                    .contains(PASSWORD);
            assertEquals(holdsIt, made.secrets().stream().anyMatch(value::contains), name);
        });
    }

    private static Credentials made(String host) {
        Password minted = new Password(
                "id", "name", "admin", false, "4k2w", PASSWORD, host, null, 3600L, null, null, false, true, List.of(),
                null, null);
        return new Credentials(minted, "logistics");
    }
}
