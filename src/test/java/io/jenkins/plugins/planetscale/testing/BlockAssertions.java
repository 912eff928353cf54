package io.jenkins.plugins.planetscale.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.jenkins.plugins.planetscale.cleanup.EphemeralRegistry;
import io.jenkins.plugins.planetscale.steps.window.RevertWindowExecution;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jenkins.model.Jenkins;
import org.awaitility.Awaitility;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

/** What the tests of block steps look for when a block is over. */
public final class BlockAssertions {
    private static final Pattern PLAIN = Pattern.compile("\"plain_text\"\\s*:\\s*\"([^\"]+)\"");

    private BlockAssertions() {}

    /** Every password that the server ever told. */
    public static List<String> minted(LocalPlanetScaleFixture site) {
        List<String> secrets = new ArrayList<>();
        site.server.exchanges().stream()
                .filter(exchange -> exchange.method().equals("POST") && exchange.body() != null)
                .forEach(exchange -> {
                    Matcher matcher = PLAIN.matcher(exchange.body());
                    while (matcher.find()) {
                        secrets.add(matcher.group(1));
                    }
                });
        assertFalse(secrets.isEmpty(), "no password was minted");
        return secrets;
    }

    /** No file below JENKINS_HOME holds a minted password in any form. */
    public static void assertNothingInClear(LocalPlanetScaleFixture site) throws IOException {
        List<String> forms = new ArrayList<>();
        for (String secret : minted(site)) {
            byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
            forms.add(secret);
            forms.add(URLEncoder.encode(secret, StandardCharsets.UTF_8));
            forms.add(Base64.getEncoder().encodeToString(bytes));
        }
        Files.walkFileTree(Jenkins.get().getRootDir().toPath(), new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                return directory.endsWith("plugins") ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                String text = Files.readString(file, StandardCharsets.ISO_8859_1);
                for (String form : forms) {
                    assertFalse(text.contains(form), () -> "a password is in clear in " + file);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException replacedMeanwhile) {
                return FileVisitResult.CONTINUE;
            }
        });
    }

    public static void assertNothingLeft(LocalPlanetScaleFixture site, String before) {
        assertEquals(before, site.server.world().dumpLive());
        assertEquals(List.of(), EphemeralRegistry.get().list());
    }

    public static long sent(LocalPlanetScaleFixture site, String method, String pathEnd) {
        return site.server.exchanges().stream()
                .filter(exchange ->
                        exchange.method().equals(method) && exchange.resource().matches(".*" + pathEnd))
                .count();
    }

    /** Lets every revert window be looked at now, which otherwise happens each half minute. */
    public static void lookNow() throws Exception {
        StepExecution.acceptAll(RevertWindowExecution.class, RevertWindowExecution::pollNow)
                .get();
    }

    /** What the steps of that kind that run say of themselves. */
    public static List<String> statuses(Class<? extends StepExecution> kind) throws Exception {
        List<String> statuses = Collections.synchronizedList(new ArrayList<>());
        StepExecution.acceptAll(kind, step -> statuses.add(step.getStatus())).get();
        return statuses;
    }

    public static void await(String what, Callable<Boolean> condition) {
        Awaitility.await(what).atMost(TestLimits.HANGING).until(condition);
    }
}
