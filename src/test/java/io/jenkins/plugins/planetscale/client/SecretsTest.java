package io.jenkins.plugins.planetscale.client;

import static io.jenkins.plugins.planetscale.client.ClientHarness.LOGISTICS;
import static io.jenkins.plugins.planetscale.client.ClientHarness.SECRET;
import static io.jenkins.plugins.planetscale.client.ScriptedServer.json;
import static io.jenkins.plugins.planetscale.client.ScriptedServer.raw;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.planetscale.client.api.BranchCalls;
import io.jenkins.plugins.planetscale.client.error.PlanetScaleException;
import io.jenkins.plugins.planetscale.client.error.RefusedException;
import io.jenkins.plugins.planetscale.client.error.UnauthorizedException;
import io.jenkins.plugins.planetscale.client.error.UnavailableException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The secret, and anything that looks like one of PlanetScale's, is in nothing that can be shown (invariant I5). */
class SecretsTest {
    private static final ApiCall<?> READ = BranchCalls.get(LOGISTICS, "dev");
    private static final List<String> FORMS = List.of(
            SECRET,
            URLEncoder.encode(SECRET, StandardCharsets.UTF_8),
            base64(SECRET),
            base64("tokenid:" + SECRET),
            "pscale_pw_minted");

    private final ClientHarness rig = new ClientHarness();

    @AfterEach
    void close() {
        rig.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 301, 400, 401, 403, 404, 408, 409, 422, 429, 500, 503})
    void noAnswerBringsASecretIntoAnException(int status) {
        for (String form : FORMS) {
            String said = "x\\n" + form + " you sent " + form;
            rig.server.then(
                    json(status, "{\"code\":\"" + form + "\",\"message\":\"" + said + "\",\"ready\":\"" + form + "\"}"),
                    json(status, "{\"errors\":[{\"name\":\"" + form + "\",\"errors\":[\"" + said + "\"]}]}"),
                    json(status, "{\"error\":\"" + form + "\",\"error_description\":\"" + said + "\"}"),
                    raw(status, "text/html", "<p>" + form + "</p>"),
                    raw(status, "application/json", form),
                    json(status, "{\"" + form + "\":", "Location: http://" + "evil.example/?" + form));
            for (int i = 0; i < 6; i++) {
                try {
                    rig.client.execute(READ);
                } catch (PlanetScaleException e) {
                    clean(e);
                }
            }
        }
        assertEquals(30, rig.server.asked.size());
    }

    @Test
    void noSecretIsCutInHalfByTheCap() {
        rig.server.then(json(422, "{\"message\":\"" + "x".repeat(290) + SECRET + "\"}"));
        RefusedException e = assertThrows(RefusedException.class, () -> rig.client.execute(READ));
        assertFalse(e.getMessage().contains(SECRET.substring(0, 4)), e.getMessage());
        assertTrue(e.reason().endsWith("****"), e.reason());
    }

    @Test
    void aBrokenStatusLineIsNotQuoted() {
        rig.server.otherwise((request, connection) -> {
            connection.getOutputStream().write((SECRET + " hello\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            connection.close();
        });
        UnavailableException e = assertThrows(UnavailableException.class, () -> rig.client.execute(READ));
        clean(e);
        assertFalse(trace(e).contains("hello"), trace(e));
    }

    @Test
    void aTransportsExceptionIsReplacedWhenItHoldsTheSecret() {
        IOException inner = new IOException("inner");
        inner.addSuppressed(new IOException("header " + SECRET));
        Transport leaking = new Transport() {
            @Override
            public Answer send(Request request) throws IOException {
                throw new IOException("outer", inner);
            }

            @Override
            public CompletableFuture<Answer> enqueue(Request request) {
                return CompletableFuture.failedFuture(new IOException("outer", inner));
            }

            @Override
            public void close() {}
        };
        PlanetScaleClient client = rig.builder().transport(leaking).build();
        clean(assertThrows(UnavailableException.class, () -> client.execute(READ)));
        clean(assertThrows(Exception.class, () -> client.enqueue(READ).get()));
    }

    @Test
    void aFailingAuthorizationSaysWhyAndNoSecret() {
        PlanetScaleClient client = rig.builder()
                .authorization(() -> {
                    throw new IOException("no credential \"prod\"", new IOException("pscale_tkn_minted"));
                })
                .build();
        UnauthorizedException e = assertThrows(UnauthorizedException.class, () -> client.execute(READ));
        assertTrue(e.getMessage().contains("no credential \"prod\""), e.getMessage());
        assertFalse(trace(e).contains("minted"), trace(e));
        assertEquals(0, rig.budget.used());
    }

    @Test
    void nothingPrintsTheSecretOfItself() throws Exception {
        ServiceToken token = new ServiceToken("tokenid", SECRET);
        RequestFactory requests = new RequestFactory("https://api.example/v1", "test");
        Transport.Request request = requests.request(READ, requests.url(READ), token);
        for (Object printed : List.of(token, request, rig.client, rig.budget, READ, new Redaction(token))) {
            assertFalse(printed.toString().contains(SECRET), printed.toString());
        }
        Transport.Answer answer = new Transport.Answer(200, request.headers(), SECRET.getBytes(StandardCharsets.UTF_8));
        assertFalse(answer.toString().contains(SECRET), answer.toString());
    }

    private static void clean(Throwable e) {
        String trace = trace(e);
        for (String form : FORMS) {
            assertFalse(trace.contains(form), trace);
        }
        if (e instanceof RefusedException refused) {
            FORMS.forEach(form -> assertFalse((refused.code() + refused.reason()).contains(form)));
        }
    }

    private static String trace(Throwable e) {
        StringWriter text = new StringWriter();
        e.printStackTrace(new PrintWriter(text, true));
        return text.toString();
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
