package io.jenkins.plugins.planetscale.offline;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;

import java.io.IOException;
import java.io.StringWriter;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The declarations in {@code offline/jenkins-api} are true to the real classes on this class path, so what compiles
 * against them links in Jenkins. That nothing is missing there, the offline build shows by compiling the plugin.
 */
class JenkinsApiTest {
    private static final Path SOURCES = Path.of("offline", "jenkins-api", "src", "main", "java");
    private static final String OWN = "io.jenkins.plugins.planetscale.";

    @TempDir
    private static Path compiled;

    private static URLClassLoader declarations;

    @BeforeAll
    static void compile() throws IOException {
        compile(javaFiles(SOURCES), compiled);
        declarations = isolated(compiled);
    }

    @AfterAll
    static void close() throws IOException {
        declarations.close();
    }

    @Test
    void everyDeclarationIsTrueToTheRealClass() throws Exception {
        List<String> names = classNames(compiled);
        assertThat(names.size(), greaterThan(100));
        assertThat(String.join("\n", differences(names, declarations)), is(""));
    }

    @Test
    void aWrongDeclarationIsFound(@TempDir Path sources, @TempDir Path classes) throws Exception {
        Path file = Files.createDirectories(sources.resolve("hudson/model")).resolve("Saveable.java");
        Files.writeString(file, """
            package hudson.model;

            @Deprecated
            public interface Saveable extends Cloneable {
                int NOOP = 1;

                String save() throws java.io.IOException;

                boolean save(int times);
            }
            """);
        Path second = file.resolveSibling("PeriodicWork.java");
        Files.writeString(second, """
            package hudson.model;

            public class PeriodicWork {
                protected static final long HOUR = 1;

                public PeriodicWork(int i) {}

                public final long getInitialDelay() {
                    return 1;
                }
            }
            """);
        compile(List.of(file, second), classes);
        try (URLClassLoader loader = isolated(classes)) {
            List<String> found = differences(classNames(classes), loader);
            assertThat(
                    found,
                    containsInAnyOrder(
                            "hudson.model.PeriodicWork: modifiers: \"public\", really \"public abstract\"",
                            "hudson.model.PeriodicWork.HOUR: value: \"1\", really \"3600000\"",
                            "hudson.model.PeriodicWork(int): there is no such constructor",
                            "hudson.model.PeriodicWork.getInitialDelay(): modifiers: \"public final\", really"
                                    + " \"public\"",
                            "hudson.model.Saveable: is declared as a java.lang.Cloneable, which it is not",
                            "hudson.model.Saveable: annotations: \"[@java.lang.Deprecated(forRemoval=false,"
                                    + " since=\"\")]\", really \"[]\"",
                            "hudson.model.Saveable.NOOP: type: \"int\", really \"hudson.model.Saveable\"",
                            "hudson.model.Saveable.save(): return type: \"java.lang.String\", really \"void\"",
                            "hudson.model.Saveable.save(int): there is no such method"));
        }
    }

    private static List<String> differences(List<String> names, ClassLoader declared) throws Exception {
        List<String> found = new ArrayList<>();
        for (String name : names) {
            Declaration.compare(
                    Class.forName(name, false, declared), JenkinsApiTest.class.getClassLoader(), declared, found::add);
        }
        return found;
    }

    /** Sees the declarations before the real classes; everything that is not declared is the same for both. */
    private static URLClassLoader isolated(Path classes) throws MalformedURLException {
        return new URLClassLoader(new URL[] {classes.toUri().toURL()}, JenkinsApiTest.class.getClassLoader()) {
            @Override
            protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
                synchronized (getClassLoadingLock(name)) {
                    if (Files.exists(classes.resolve(name.replace('.', '/') + ".class"))) {
                        Class<?> known = findLoadedClass(name);
                        return known == null ? findClass(name) : known;
                    }
                    return super.loadClass(name, resolve);
                }
            }
        };
    }

    private static List<String> classNames(Path classes) throws IOException {
        try (Stream<Path> files = Files.walk(classes)) {
            return files.filter(file -> file.toString().endsWith(".class"))
                    .map(file -> classes.relativize(file).toString().replace(".class", ""))
                    .map(name -> name.replace('/', '.').replace('\\', '.'))
                    .filter(name -> !name.startsWith(OWN))
                    .sorted()
                    .toList();
        }
    }

    private static List<Path> javaFiles(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList();
        }
    }

    private static void compile(List<Path> sources, Path target) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter messages = new StringWriter();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            List<String> options = List.of("-proc:none", "-nowarn", "-d", target.toString());
            boolean ok = compiler.getTask(
                            messages, files, null, options, null, files.getJavaFileObjectsFromPaths(sources))
                    .call();
            assertThat(messages.toString(), ok, is(true));
        }
    }
}
