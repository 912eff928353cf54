package io.jenkins.plugins.planetscale.host.run;

import groovy.lang.Binding;
import groovy.lang.Closure;
import groovy.lang.MissingMethodException;
import groovy.lang.MissingPropertyException;
import groovy.lang.Script;
import hudson.EnvVars;
import io.jenkins.plugins.planetscale.host.declarative.Pipeline;

/** What a Jenkinsfile is compiled to: a script whose unknown methods are steps and whose unknown names are variables. */
public abstract class Jenkinsfile extends Script {
    /** What Jenkins calls it in messages and stack traces. */
    public static final String NAME = "WorkflowScript";

    @Override
    public Object invokeMethod(String name, Object arguments) {
        Object[] given = arguments instanceof Object[] array ? array : new Object[] {arguments};
        try {
            return getMetaClass().invokeMethod(this, name, given);
        } catch (MissingMethodException e) {
            if (!e.getMethod().equals(name) || e.getType() != getClass()) {
                throw e;
            }
        }
        Binding binding = getBinding();
        if (binding.hasVariable(name) && binding.getVariable(name) instanceof Closure<?> closure) {
            return closure.call(given);
        }
        Body body = Body.current();
        if (name.equals("pipeline") && given.length == 1 && given[0] instanceof Closure<?> closure) {
            try {
                new Pipeline(body.host(), this, closure).run();
                return null;
            } catch (Throwable e) {
                throw Scripts.<RuntimeException>sneak(Scripts.unwrapped(e));
            }
        }
        return step(name, given);
    }

    /** Calls a step, whatever the script's own methods are called. */
    public Object step(String name, Object... given) {
        try {
            return Body.current().host().dsl().call(name, given);
        } catch (Throwable e) {
            Throwable thrown = Scripts.unwrapped(e);
            Body.current().host().failed(thrown);
            throw Scripts.<RuntimeException>sneak(thrown);
        }
    }

    @Override
    public Object getProperty(String name) {
        try {
            return super.getProperty(name);
        } catch (MissingPropertyException e) {
            String value = environment().get(name);
            if (value == null) {
                MissingPropertyException missing = new MissingPropertyException(name, getClass());
                Body.current().host().failed(missing);
                throw missing;
            }
            return value;
        }
    }

    private static EnvVars environment() {
        Body body = Body.current();
        try {
            return body.host().environment().of(body.scope());
        } catch (Exception e) {
            throw Scripts.<RuntimeException>sneak(e);
        }
    }

    /** {@code println} writes to the build log. */
    @Override
    public void println(Object value) {
        Body.current().host().console().line(String.valueOf(value));
    }

    @Override
    public void println() {
        println("");
    }

    @Override
    public void print(Object value) {
        println(value);
    }
}
