package io.jenkins.plugins.planetscale.host.bind;

import java.beans.Introspector;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/**
 * How a class is made from named arguments: by its own {@link DataBoundConstructor} and {@link DataBoundSetter}s, with
 * the rules and messages of Jenkins' {@code DescribableModel}.
 */
public final class Model {
    private static final Map<Class<?>, Model> MODELS = new ConcurrentHashMap<>();

    private final Class<?> type;
    private final Constructor<?> constructor;
    private final Map<String, Parameter> parameters = new LinkedHashMap<>();

    private Model(Class<?> type) {
        this.type = type;
        this.constructor = constructor(type);
        for (java.lang.reflect.Parameter parameter : constructor.getParameters()) {
            add(new Parameter(parameter.getName(), parameter.getParameterizedType(), null));
        }
        Map<String, Parameter> setters = new TreeMap<>();
        for (Class<?> c = type; c != null; c = c.getSuperclass()) {
            for (Method method : c.getDeclaredMethods()) {
                if (method.isAnnotationPresent(DataBoundSetter.class)) {
                    String name = Introspector.decapitalize(method.getName().substring("set".length()));
                    setters.putIfAbsent(name, new Parameter(name, method.getGenericParameterTypes()[0], method));
                }
            }
        }
        parameters.putAll(setters);
    }

    /** @throws IllegalArgumentException when it cannot be made from a Jenkinsfile */
    public static Model of(Class<?> type) {
        return MODELS.computeIfAbsent(type, Model::new);
    }

    private static Constructor<?> constructor(Class<?> type) {
        for (Constructor<?> constructor : type.getConstructors()) {
            if (constructor.isAnnotationPresent(DataBoundConstructor.class)) {
                return constructor;
            }
        }
        throw new IllegalArgumentException("There's no @DataBoundConstructor on any constructor of " + type);
    }

    private void add(Parameter parameter) {
        parameters.put(parameter.name(), parameter);
    }

    public Class<?> type() {
        return type;
    }

    public Collection<Parameter> parameters() {
        return parameters.values();
    }

    public Set<String> names() {
        return parameters.keySet();
    }

    /** Null when there is none of that name. */
    public Parameter parameter(String name) {
        return parameters.get(name);
    }

    /** The one parameter of the constructor; null when it has none or several. */
    public Parameter sole() {
        List<Parameter> required =
                parameters.values().stream().filter(Parameter::required).toList();
        return required.size() == 1 ? required.get(0) : null;
    }

    /**
     * Makes one.
     *
     * @throws IllegalArgumentException when it cannot be made from these arguments
     */
    public Object make(Map<String, ?> given, Binder binder) {
        Map<String, ?> arguments = named(given);
        Set<String> unknown = new TreeSet<>(arguments.keySet());
        unknown.removeAll(parameters.keySet());
        if (!unknown.isEmpty()) {
            binder.unknown(this, unknown);
        }
        try {
            return construct(arguments, binder);
        } catch (Exception e) {
            Throwable cause = e instanceof InvocationTargetException ? e.getCause() : e;
            throw new IllegalArgumentException(
                    "Could not instantiate " + arguments + " for " + type.getName() + ": " + cause, cause);
        }
    }

    private Map<String, ?> named(Map<String, ?> given) {
        if (!given.containsKey(Symbolic.ANONYMOUS)) {
            return given;
        }
        if (given.size() != 1) {
            throw new IllegalArgumentException("All arguments have to be named but it has " + Symbolic.ANONYMOUS);
        }
        Parameter sole = sole();
        if (sole == null) {
            throw new IllegalArgumentException("Arguments to " + type + " have to be explicitly named");
        }
        Map<String, Object> named = new LinkedHashMap<>();
        named.put(sole.name(), given.get(Symbolic.ANONYMOUS));
        return named;
    }

    private Object construct(Map<String, ?> arguments, Binder binder) throws ReflectiveOperationException {
        List<Object> values = new ArrayList<>();
        for (Parameter parameter : parameters.values()) {
            if (parameter.required()) {
                Object value = arguments.get(parameter.name());
                if (value == null && parameter.erased().isPrimitive()) {
                    if (parameter.erased() != boolean.class) {
                        throw new UnsupportedOperationException(
                                "not yet handling @DataBoundConstructor default value of " + parameter.erased()
                                        + "; pass an explicit value for " + parameter.name());
                    }
                    value = false;
                }
                values.add(binder.coerce(type.getName() + "." + parameter.name(), parameter.type(), value));
            }
        }
        Object made = constructor.newInstance(values.toArray());
        for (Parameter parameter : parameters.values()) {
            if (!parameter.required() && arguments.containsKey(parameter.name())) {
                Method setter = parameter.setter();
                String where = setter.getDeclaringClass() + "." + setter.getName() + "()";
                Object value = binder.coerce(where, parameter.type(), arguments.get(parameter.name()));
                if (value != null || !parameter.erased().isPrimitive()) {
                    setter.invoke(made, value);
                }
            }
        }
        return Objects.requireNonNull(made);
    }
}
