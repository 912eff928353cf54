package io.jenkins.plugins.planetscale.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.Extension;
import hudson.model.Result;
import java.lang.annotation.ElementType;
import java.lang.reflect.Constructor;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import net.java.sezpoz.Index;
import net.java.sezpoz.IndexItem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.junit.jupiter.JenkinsSessionExtension;

/** What the plugin adds to the start of a controller that uses it: no call, no thread, no HTTP client, few classes. */
class StartupTest {
    private static final String HOUSE = "io.jenkins.plugins.planetscale";

    @RegisterExtension
    private final JenkinsSessionExtension sessions = new JenkinsSessionExtension();

    @Test
    void aStartCallsNobodyAndBeginsNoThread() throws Throwable {
        try (DisturbedPipeline plot = new DisturbedPipeline("start", "planetscaleDeployRequest branch: 'dev'\n")) {
            sessions.then(j -> {
                Controller.connect(j, new LinkedHashMap<>(Map.of("start", plot.site.server.url())));
                Builds.ends(Result.SUCCESS, Builds.start("start", plot.script()));
            });
            int asked = plot.site.server.exchanges().size();
            assertTrue(asked > plot.first);
            sessions.then(j -> {
                Map<String, Long> threads = WaitSampler.threads();
                threads.keySet().removeIf(name -> !name.contains("PlanetScale"));
                assertEquals(Map.of(), threads, "threads of the plugin after the start");
                assertEquals(asked, plot.site.server.exchanges().size(), "requests during the start");
                loadAgain();
            });
            assertEquals(asked, plot.site.server.exchanges().size());
        }
    }

    /** Loads the plugin's classes once more, as a start does, and makes its extensions: prints how long that takes. */
    private static void loadAgain() throws Exception {
        Path classes = Path.of("target/classes");
        List<String> loaded = new ArrayList<>();
        try (Again again = new Again(classes.toUri().toURL(), loaded)) {
            long begun = System.nanoTime();
            Set<String> made = new TreeSet<>();
            for (IndexItem<Extension, Object> item : Index.load(Extension.class, Object.class, again)) {
                if (item.className().startsWith(HOUSE)
                        && item.kind() == ElementType.TYPE
                        && made.add(item.className())) {
                    Constructor<?> constructor =
                            again.loadClass(item.className()).getDeclaredConstructor();
                    constructor.setAccessible(true);
                    constructor.newInstance();
                }
            }
            System.out.printf(
                    "figures: start: %d extensions made, %d classes loaded, %d ms%n",
                    made.size(), loaded.size(), (System.nanoTime() - begun) / 1_000_000);
            assertTrue(made.size() >= 20, made::toString);
            assertTrue(loaded.size() <= 250, loaded::toString);
            assertFalse(loaded.stream().anyMatch(name -> name.contains("OkHttpTransport")), loaded::toString);
        }
    }

    /** Has the plugin's classes by itself, and all others from whoever has them. */
    private static final class Again extends URLClassLoader {
        private final List<String> loaded;

        Again(URL classes, List<String> loaded) {
            super(new URL[] {classes}, StartupTest.class.getClassLoader());
            this.loaded = loaded;
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            synchronized (getClassLoadingLock(name)) {
                if (!name.startsWith(HOUSE)) {
                    return super.loadClass(name, resolve);
                }
                Class<?> known = findLoadedClass(name);
                if (known == null) {
                    known = findClass(name);
                    loaded.add(name);
                }
                return known;
            }
        }
    }
}
