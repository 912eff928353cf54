package io.jenkins.plugins.planetscale.release;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Key;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A certificate authority of the test's own, and the certificate of one server that it has signed. */
final class Authority {
    static final String STORE_PASSWORD = "changeit";

    /** Its certificate, for clients that read PEM files. */
    final Path certificate;
    /** The same for Java. */
    final Path trustStore;

    final Path serverCertificate;
    final Path serverKey;

    /** @param host the only name that the server's certificate is good for */
    Authority(Path folder, String host) throws Exception {
        Files.createDirectories(folder);
        Path keys = folder.resolve("keys.p12");
        trustStore = folder.resolve("trust.p12");
        certificate = folder.resolve("ca.pem");
        serverCertificate = folder.resolve("server.pem");
        serverKey = folder.resolve("server-key.pem");
        keytool(keys, "-genkeypair", "-alias", "ca", "-keyalg", "RSA", "-keysize", "2048", "-validity", "30",
                "-dname", "CN=Test authority", "-ext", "bc:c=ca:true");
        keytool(keys, "-genkeypair", "-alias", "server", "-keyalg", "RSA", "-keysize", "2048", "-validity", "30",
                "-dname", "CN=" + host, "-ext", "san=dns:" + host, "-signer", "ca");
        keytool(keys, "-exportcert", "-rfc", "-alias", "ca", "-file", certificate.toString());
        keytool(keys, "-exportcert", "-rfc", "-alias", "server", "-file", serverCertificate.toString());
        keytool(trustStore, "-importcert", "-noprompt", "-alias", "ca", "-file", certificate.toString());
        Files.writeString(serverKey, pem(keys));
    }

    private static String pem(Path keys) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(keys)) {
            store.load(in, STORE_PASSWORD.toCharArray());
        }
        Key key = store.getKey("server", STORE_PASSWORD.toCharArray());
        return "-----BEGIN PRIVATE KEY-----\n"
                + Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII)).encodeToString(key.getEncoded())
                + "\n-----END PRIVATE KEY-----\n";
    }

    private static void keytool(Path store, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(List.of(arguments));
        command.addAll(List.of("-keystore", store.toString(), "-storetype", "PKCS12", "-storepass", STORE_PASSWORD));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(1, TimeUnit.MINUTES) || process.exitValue() != 0) {
            throw new IllegalStateException(command.get(1) + ": " + output);
        }
    }
}
