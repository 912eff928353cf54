package io.jenkins.plugins.planetscale.host.bind;

import groovy.lang.GString;
import hudson.model.Result;
import java.lang.reflect.Array;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.codehaus.groovy.reflection.ReflectionCache;

/** Turns what a Jenkinsfile says into what a parameter takes, as Jenkins' {@code DescribableModel} does. */
public final class Binder {
    /** Finds the class that a symbol stands for where a type is wanted. */
    @FunctionalInterface
    public interface Symbols {
        /** Null when there is none. */
        Class<?> find(Class<?> wanted, String symbol);
    }

    private static final ThreadLocal<Binder> CURRENT = new ThreadLocal<>();

    private final Symbols symbols;
    private final boolean strict;
    private final Consumer<String> warnings;

    /**
     * @param strict whether an unknown parameter is refused; Jenkins warns and goes on
     * @param warnings told of unknown parameters otherwise
     */
    public Binder(Symbols symbols, boolean strict, Consumer<String> warnings) {
        this.symbols = symbols;
        this.strict = strict;
        this.warnings = warnings;
    }

    /** Binds with this one, on this thread, what the work has made through {@link #bind}. */
    public <T> T during(Callable<T> work) throws Exception {
        Binder outer = CURRENT.get();
        CURRENT.set(this);
        try {
            return work.call();
        } finally {
            CURRENT.set(outer);
        }
    }

    /** As {@link Model#make}; only {@link #during} work. */
    public static Object bind(Class<?> type, Map<String, ?> arguments) {
        return Model.of(type).make(arguments, CURRENT.get());
    }

    void unknown(Model model, Set<String> names) {
        if (strict) {
            String first = names.iterator().next();
            throw new UnknownNameException(first, Nearest.of(first, model.names()));
        }
        warnings.accept("WARNING: Unknown parameter(s) found for class type '"
                + model.type().getName() + "': " + String.join(",", names));
    }

    Object coerce(String where, Type type, Object value) {
        Class<?> erased = Types.erase(type);
        Object given =
                type instanceof Class ? ReflectionCache.getCachedClass(erased).coerceArgument(value) : value;
        if (given instanceof GString) {
            given = given.toString();
        }
        if (given instanceof List<?> list && Collection.class.isAssignableFrom(erased)) {
            return list(where, Types.element(type), list);
        }
        if (given == null || Types.box(erased).isInstance(given)) {
            return given;
        }
        if (given instanceof Symbolic symbolic) {
            return make(erased, symbolic);
        }
        if (given instanceof Map<?, ?> map) {
            return make(erased, map);
        }
        if (given instanceof String text) {
            return parse(where, type, erased, text);
        }
        if (given instanceof List<?> list && erased.isArray()) {
            List<Object> all = list(where, erased.getComponentType(), list);
            return all.toArray((Object[]) Array.newInstance(erased.getComponentType(), all.size()));
        }
        throw refused(where, type, given);
    }

    private static ClassCastException refused(String where, Type type, Object given) {
        return new ClassCastException(where + " expects " + type + " but received " + given.getClass());
    }

    private List<Object> list(String where, Type element, List<?> list) {
        List<Object> all = new ArrayList<>();
        for (Object one : list) {
            all.add(coerce(where, element, one));
        }
        return all;
    }

    private Object make(Class<?> wanted, Symbolic symbolic) {
        Class<?> found = symbols.find(wanted, symbolic.symbol());
        if (found == null) {
            throw new UnsupportedOperationException(
                    "no known implementation of " + wanted + " is using symbol ‘" + symbolic.symbol() + "’");
        }
        return Model.of(found).make(symbolic.arguments(), this);
    }

    private Object make(Class<?> wanted, Map<?, ?> map) {
        Map<String, Object> arguments = new LinkedHashMap<>();
        map.forEach((name, value) -> arguments.put(String.valueOf(name), value));
        Object name = arguments.remove("$class");
        Class<?> made = wanted;
        if (name != null) {
            made = symbols.find(wanted, "$class " + name);
            if (made == null) {
                throw new UnsupportedOperationException("no known implementation of " + wanted + " is named " + name);
            }
        } else if (Modifier.isAbstract(wanted.getModifiers())) {
            throw new UnsupportedOperationException("must specify $class with an implementation of " + wanted);
        }
        return Model.of(made).make(arguments, this);
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static Object parse(String where, Type type, Class<?> erased, String text) {
        Class<?> boxed = Types.box(erased);
        if (erased.isEnum()) {
            return Enum.valueOf((Class) erased, text);
        }
        if (boxed == Boolean.class) {
            return Boolean.valueOf(text);
        }
        if (boxed == Character.class && text.length() == 1) {
            return text.charAt(0);
        }
        try {
            if (boxed == Integer.class) {
                return Integer.valueOf(text);
            }
            if (boxed == Long.class) {
                return Long.valueOf(text);
            }
            if (boxed == Double.class) {
                return Double.valueOf(text);
            }
        } catch (NumberFormatException e) {
            throw new ClassCastException(where + " expects " + boxed + " but was unable to coerce the received value \""
                    + text + "\" to that type");
        }
        if (erased == Result.class) {
            return Result.fromString(text);
        }
        throw refused(where, type, text);
    }
}
