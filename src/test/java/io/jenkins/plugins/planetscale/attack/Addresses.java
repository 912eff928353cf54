package io.jenkins.plugins.planetscale.attack;

import hudson.model.Action;
import hudson.model.Descriptor;
import hudson.model.ModelObject;
import io.jenkins.plugins.planetscale.view.ReleaseAction;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.kohsuke.stapler.Dispatcher;
import org.kohsuke.stapler.WebApp;

/** What there is of the plugin's classes, and which of their methods Stapler itself dispatches URLs to. */
final class Addresses {
    private static final String ROOM = "io.jenkins.plugins.planetscale.";

    /** As Stapler describes a dispatcher: the type of a getter, the method or field, its parameters. */
    private static final Pattern DISPATCHER = Pattern.compile("(?:(?:class |interface )?([\\w.$]+) )?("
            + Pattern.quote(ROOM) + "[\\w.$]+)\\.(\\w+)(?:\\(\\S*\\))? for .*");

    private Addresses() {}

    /** All classes of the plugin, as they are compiled. */
    static List<Class<?>> classes() throws IOException, URISyntaxException, ClassNotFoundException {
        Path root = root();
        List<Class<?>> classes = new ArrayList<>();
        try (Stream<Path> files = Files.walk(root.resolve(ROOM.replace('.', '/')))) {
            for (Path file : files.filter(path -> path.toString().endsWith(".class"))
                    .sorted()
                    .toList()) {
                String name = root.relativize(file).toString().replaceAll("[/\\\\]", ".");
                if (!name.endsWith("package-info.class")) {
                    classes.add(Class.forName(
                            name.substring(0, name.length() - ".class".length()),
                            false,
                            ReleaseAction.class.getClassLoader()));
                }
            }
        }
        return classes;
    }

    private static Path root() throws URISyntaxException {
        return Path.of(ReleaseAction.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
    }

    /** The names of the views in the folder of that class, without their ending. */
    static List<String> views(Class<?> type) throws IOException, URISyntaxException {
        Path folder = root().resolve(type.getName().replace('.', '/').replace('$', '/'));
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".jelly"))
                    .map(name -> name.substring(0, name.length() - ".jelly".length()))
                    .sorted()
                    .toList();
        }
    }

    /** Those whose objects a URL can lead to: all actions, forms and models, and what their getters lead to. */
    static Set<Class<?>> reachable(WebApp app) throws Exception {
        Deque<Class<?>> left = new ArrayDeque<>();
        for (Class<?> type : classes()) {
            if (Action.class.isAssignableFrom(type)
                    || Descriptor.class.isAssignableFrom(type)
                    || ModelObject.class.isAssignableFrom(type)) {
                left.add(type);
            }
        }
        Set<Class<?>> reached = new LinkedHashSet<>();
        while (!left.isEmpty()) {
            Class<?> type = left.remove();
            if (reached.add(type)) {
                for (Matcher dispatcher : dispatchers(app, type)) {
                    String leadsTo = dispatcher.group(1);
                    if (leadsTo != null && leadsTo.startsWith(ROOM)) {
                        left.add(Class.forName(leadsTo, false, type.getClassLoader()));
                    }
                }
            }
        }
        return reached;
    }

    /** All methods and fields of the plugin that Stapler dispatches to, as {@code Class.method}. In a request only. */
    static TreeSet<String> dispatched(WebApp app) throws Exception {
        TreeSet<String> methods = new TreeSet<>();
        for (Class<?> type : reachable(app)) {
            dispatchers(app, type).forEach(found -> methods.add(outermost(found.group(2)) + "." + found.group(3)));
        }
        return methods;
    }

    private static List<Matcher> dispatchers(WebApp app, Class<?> type) {
        List<Matcher> found = new ArrayList<>();
        for (Dispatcher dispatcher : app.getMetaClass(type).dispatchers) {
            String text = dispatcher.toString();
            Matcher ours = DISPATCHER.matcher(text);
            if (!text.startsWith("BLOCKED") && ours.matches()) {
                found.add(ours);
            }
        }
        return found;
    }

    /** The form that has that web method, as the beginning of its address. */
    static String form(String method) throws Exception {
        for (Class<?> type : classes()) {
            if (Descriptor.class.isAssignableFrom(type) && !Modifier.isAbstract(type.getModifiers())) {
                boolean has = Stream.of(type.getMethods())
                        .anyMatch(one ->
                                method.equals(outermost(one.getDeclaringClass().getName()) + "." + one.getName()));
                if (has) {
                    Class<?> named = type.getEnclosingClass() == null ? type : type.getEnclosingClass();
                    return "descriptorByName/" + named.getName() + "/";
                }
            }
        }
        throw new IllegalArgumentException("no form has " + method);
    }

    /** The simple name of the class that the class is in. */
    static String outermost(String name) {
        String simple = name.substring(name.lastIndexOf('.') + 1);
        return simple.contains("$") ? simple.substring(0, simple.indexOf('$')) : simple;
    }

    /** {@code doFillRoleItems} is asked for as {@code fillRoleItems}. */
    static String token(String method) {
        String name = method.substring(method.indexOf('.') + "do.".length());
        return Character.toLowerCase(name.charAt(0)) + name.substring(1);
    }
}
