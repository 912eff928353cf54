package io.jenkins.plugins.planetscale.release;
import io.jenkins.plugins.planetscale.release.password.Credentials;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jenkins.plugins.planetscale.client.model.Password;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** What each client makes of the variables of a password, at a server that demands TLS with an authority of its own. */
class ClientsTest {
    @TempDir
    static Path folder;

    private static String host;
    private static Authority authority;
    private static Authority stranger;
    private static TlsServer server;

    @BeforeAll
    static void start() throws Exception {
        assumeTrue(
                System.getProperty("os.name").equals("Linux")
                        && System.getProperty("os.arch").equals("amd64"),
                "the test's server is a program for Linux on x86-64: no client was tried");
        // MySQL's own library takes a socket for "localhost", and no certificate is good for an address
        host = InetAddress.getLocalHost().getHostName();
        assumeTrue(
                InetAddress.getByName(host).isLoopbackAddress(),
                "the name of this machine leads elsewhere than to its loopback interface: no client was tried");
        authority = new Authority(folder.resolve("authority"), host);
        stranger = new Authority(folder.resolve("stranger"), host);
        server = new TlsServer(folder.resolve("server"), authority);
        Client.install();
    }

    @AfterAll
    static void stop() throws Exception {
        if (server != null) {
            server.close();
        }
    }

    @TestFactory
    Stream<DynamicTest> connectsWithTls() {
        return each(client -> {
            Client.Outcome outcome = client.run(credentials(host), authority);
            assertTrue(outcome.spokeTls(), outcome.output());
        });
    }

    @TestFactory
    Stream<DynamicTest> refusesACertificateOfAStranger() {
        return each(client -> {
            Client.Outcome outcome = client.run(credentials(host), stranger);
            assertFalse(outcome.spokeTls(), outcome.output());
        });
    }

    @TestFactory
    Stream<DynamicTest> refusesACertificateForAnotherHost() {
        return each(client -> {
            Client.Outcome outcome = client.run(credentials("127.0.0.1"), authority);
            // what is known to verify less must not be said to verify more, nor the other way round
            assertEquals(client.verifiesName(), !outcome.spokeTls(), outcome.output());
        });
    }

    private interface Trial {
        void of(Client client) throws Exception;
    }

    private static Stream<DynamicTest> each(Trial trial) {
        return Client.all().map(client -> DynamicTest.dynamicTest(client.name(), () -> {
            assumeTrue(client.isThere(), client.name() + " was not tried; " + client.from() + " brings it");
            trial.of(client);
        }));
    }

    private static Credentials credentials(String name) {
        return new Credentials(
                new Password(
                        "id", "name", "admin", false, TlsServer.USER, TlsServer.PASSWORD, name + ":" + server.port,
                        null, 3600L, null, null, false, true, List.of(), null, null),
                TlsServer.DATABASE);
    }
}
