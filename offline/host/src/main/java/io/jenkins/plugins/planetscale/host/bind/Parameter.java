package io.jenkins.plugins.planetscale.host.bind;

import java.lang.reflect.Method;
import java.lang.reflect.Type;

/** One parameter of something that can be written in a Jenkinsfile. */
public final class Parameter {
    private final String name;
    private final Type type;
    private final Method setter;

    Parameter(String name, Type type, Method setter) {
        this.name = name;
        this.type = type;
        this.setter = setter;
    }

    public String name() {
        return name;
    }

    Type type() {
        return type;
    }

    public Class<?> erased() {
        return Types.erase(type);
    }

    /** Whether it is a parameter of the constructor. */
    public boolean required() {
        return setter == null;
    }

    Method setter() {
        return setter;
    }
}
