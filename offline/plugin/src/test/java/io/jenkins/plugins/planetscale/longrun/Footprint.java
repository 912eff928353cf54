package io.jenkins.plugins.planetscale.longrun;

import io.jenkins.plugins.planetscale.cleanup.EphemeralRegistry;
import io.jenkins.plugins.planetscale.service.PlanetScaleService;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.management.JMException;
import javax.management.ObjectName;

/**
 * What is there while nothing happens: objects that are alive after a collection of garbage, bytes of the heap, threads,
 * entries of the timer, files and what is in the lists.
 *
 * @param objects how many of each class of the plugin
 * @param heap bytes after the collection
 * @param waiting entries of the timer, and tasks
 * @param driven operations
 * @param files below JENKINS_HOME, with their bytes
 */
record Footprint(
        Map<String, Long> objects,
        long heap,
        int threads,
        int waiting,
        int driven,
        int registered,
        Map<String, Long> files) {
    private static final String ROOM = "io.jenkins.plugins.planetscale.";
    private static final Pattern LINE = Pattern.compile("\\s*\\d+:\\s+(\\d+)\\s+(\\d+)\\s+(\\S+).*");

    /** Of the tests themselves; the run's own builds are counted, as they must be gone too. */
    private static final Pattern TESTS = Pattern.compile(Pattern.quote(ROOM)
            + "(local|testing|offline|fuzz|attack|simulation)\\..*|"
            + Pattern.quote(ROOM) + "release\\.InProcessTransport.*|"
            + Pattern.quote(ROOM) + "longrun\\.(?!LongBuild|LongContext|LongBody|Mix).*");

    static Footprint of(LongRun run, File home) {
        Map<String, Long> objects = countObjects();
        long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
        return new Footprint(
                objects,
                heap,
                countThreads(),
                run.time().waiting(),
                PlanetScaleService.get().works().size(),
                EphemeralRegistry.get().list().size(),
                listFiles(home));
    }

    /** The histogram of the objects that are reachable, which collects the garbage first. */
    private static Map<String, Long> countObjects() {
        try {
            String[] all = {};
            String histogram = (String) ManagementFactory.getPlatformMBeanServer()
                    .invoke(
                            new ObjectName("com.sun.management:type=DiagnosticCommand"),
                            "gcClassHistogram",
                            new Object[] {all},
                            new String[] {String[].class.getName()});
            Map<String, Long> objects = new TreeMap<>();
            for (String line : histogram.lines().toList()) {
                Matcher of = LINE.matcher(line);
                if (of.matches() && of.group(3).startsWith(ROOM) && !isIgnored(of.group(3))) {
                    objects.merge(of.group(3).replaceAll("\\$\\$Lambda.*", "\\$\\$Lambda"), Long.valueOf(of.group(1)), Long::sum);
                }
            }
            return objects;
        } catch (JMException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Of the tests, and constants, which come with their class. */
    private static boolean isIgnored(String name) {
        try {
            return TESTS.matcher(name).matches()
                    || Enum.class.isAssignableFrom(Class.forName(name, false, Footprint.class.getClassLoader()));
        } catch (ClassNotFoundException hidden) {
            return false; // a lambda
        }
    }

    /** Those that are not the local PlanetScale's. */
    private static int countThreads() {
        return (int) Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("PlanetScale") || thread.getName().startsWith("OkHttp"))
                .count();
    }

    private static Map<String, Long> listFiles(File home) {
        try (Stream<Path> all = Files.walk(home.toPath())) {
            Map<String, Long> files = new TreeMap<>();
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                files.put(home.toPath().relativize(file).toString(), Files.size(file));
            }
            return files;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The classes of which there are more objects than before, by more than so many. */
    Map<String, Long> grownSince(Footprint before, long tolerated) {
        Map<String, Long> grown = new TreeMap<>();
        objects.forEach((name, count) -> {
            long more = count - before.objects.getOrDefault(name, 0L);
            if (more > tolerated) {
                grown.put(name, more);
            }
        });
        return grown;
    }
}
