package io.jenkins.plugins.planetscale.attack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.planetscale.connection.PlanetScaleConfiguration;
import io.jenkins.plugins.planetscale.local.RecordedExchange;
import io.jenkins.plugins.planetscale.testing.FormExamples;
import io.jenkins.plugins.planetscale.testing.PlayedController;
import java.io.File;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Each text of each step says the name of another host, or of another place on the same one. No request leaves for that
 * host, and each that is sent is about one organization and one database, whose names are what was given and no path.
 */
class HostileNamesOfflineTest {
    private static final Logger OURS = Logger.getLogger("io.jenkins.plugins.planetscale");

    @TempDir
    private File home;

    private ServerSocket elsewhere;
    private PlayedController controller;
    private int begun;

    @BeforeEach
    void listen() throws IOException {
        OURS.setLevel(Level.OFF);
        elsewhere = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        elsewhere.setSoTimeout(1);
    }

    @AfterEach
    void close() throws IOException {
        OURS.setLevel(null);
        elsewhere.close();
        if (controller != null) {
            controller.close();
        }
    }

    private List<String> hostile() {
        String host = "127.0.0.1:" + elsewhere.getLocalPort();
        return List.of(
                "..",
                "../../other/databases/private",
                "%2e%2e%2f%2e%2e",
                "//" + host + "/v1",
                "http://" + host + "/v1/",
                "x@" + host,
                "x\r\nHost: " + host,
                "x?organization=other#" + host,
                "x;" + host + "\\..\\");
    }

    @Test
    void noTextOfAStepLeadsElsewhere() throws Exception {
        int sent = 0;
        TreeSet<String> given = new TreeSet<>();
        for (Class<? extends Step> type : types()) {
            for (String parameter : texts(type)) {
                for (String value : hostile()) {
                    Step step = step(type, parameter, value);
                    if (step != null) {
                        given.add(type.getSimpleName() + "." + parameter);
                        sent += begin(step, parameter, value);
                    }
                }
            }
        }
        assertThrows(SocketTimeoutException.class, elsewhere::accept, "somebody came to the other host");
        assertTrue(given.size() > 60, () -> given.size() + " parameters: " + given);
        assertTrue(sent > 500, "so many requests were looked at: " + sent);
    }

    /** Returns how many requests were sent. */
    private int begin(Step step, String parameter, String value) throws Exception {
        if (controller == null || ++begun > 40) {
            if (controller != null) {
                controller.close();
            }
            begun = 0;
            controller = new PlayedController(home).devBranch();
            PlanetScaleConfiguration.get().getConnections().get(0).setOrganization(null);
        }
        if (!parameter.equals("organization")) {
            set(step, "organization", "mechanica");
        }
        int before = controller.server.exchanges().size();
        try {
            controller.startUnlessRefused(step);
            controller.advance(Duration.ofSeconds(5));
        } catch (Exception refused) {
            assertTrue(refused.getMessage() != null, () -> parameter + " " + value + ": " + refused);
        }
        List<RecordedExchange> exchanges = controller.server.exchanges();
        for (RecordedExchange exchange : exchanges.subList(before, exchanges.size())) {
            check(exchange, value, step + " " + parameter);
        }
        return exchanges.size() - before;
    }

    /** That the path is one of the API's, whose names are single segments. */
    private void check(RecordedExchange exchange, String value, String what) {
        String path = exchange.path().replaceAll("\\?.*", "");
        List<String> segments = new ArrayList<>();
        for (String segment : path.substring(1).split("/", -1)) {
            segments.add(URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8));
        }
        String told = what + " " + value + ": " + exchange;
        List<String> names = new ArrayList<>(List.of("mechanica"));
        hostile().forEach(one -> names.addAll(List.of(one, one.strip()))); // also of a step that is still at it
        assertEquals(List.of("v1", "organizations"), segments.subList(0, 2), told);
        assertTrue(names.contains(segments.get(2)), told);
        if (segments.size() > 3) {
            assertEquals("databases", segments.get(3), told);
            assertTrue(segments.size() < 5 || segments.get(4).equals("logistics") || names.contains(segments.get(4)), told);
        }
        assertTrue(segments.stream().noneMatch(segment -> Set.of("", ".", "..").contains(segment)), told);
        assertTrue(segments.size() <= 9, told);
    }

    private static List<Class<? extends Step>> types() {
        List<Class<? extends Step>> types = new ArrayList<>();
        for (FormExamples.Example example : FormExamples.all()) {
            if (!types.contains(example.step().getClass())) {
                types.add(example.step().getClass());
            }
        }
        return types;
    }

    /** The parameters that are texts; with that of the constructor. */
    private static List<String> texts(Class<? extends Step> type) {
        List<String> texts = new ArrayList<>();
        for (Method method : type.getMethods()) {
            if (method.getName().startsWith("set") && Arrays.equals(method.getParameterTypes(), new Class<?>[] {String.class})) {
                texts.add(Character.toLowerCase(method.getName().charAt(3)) + method.getName().substring(4));
            }
        }
        texts.add("");
        return texts;
    }

    /** Null where the step has no such parameter. */
    private static Step step(Class<? extends Step> type, String parameter, String value) throws Exception {
        boolean named = Arrays.stream(type.getConstructors())
                .anyMatch(one -> Arrays.equals(one.getParameterTypes(), new Class<?>[] {String.class}));
        if (parameter.isEmpty()) {
            return named ? type.getConstructor(String.class).newInstance(value) : null;
        }
        Step step = FormExamples.all().stream()
                .map(FormExamples.Example::step)
                .filter(example -> example.getClass() == type)
                .findFirst()
                .orElseThrow();
        return set(step, parameter, value) ? step : null;
    }

    /** Whether it takes it. */
    private static boolean set(Step step, String parameter, String value) throws IllegalAccessException {
        String setter = "set" + Character.toUpperCase(parameter.charAt(0)) + parameter.substring(1);
        for (Method method : step.getClass().getMethods()) {
            if (method.getName().equals(setter) && method.getParameterTypes()[0] == String.class) {
                try {
                    method.invoke(step, value);
                    return true;
                } catch (InvocationTargetException refused) {
                    return false;
                }
            }
        }
        return false;
    }
}
