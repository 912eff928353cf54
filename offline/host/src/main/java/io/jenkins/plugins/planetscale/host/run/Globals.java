package io.jenkins.plugins.planetscale.host.run;

import groovy.lang.Binding;
import groovy.lang.GroovyObjectSupport;
import groovy.lang.MissingPropertyException;
import hudson.EnvVars;
import hudson.model.Result;

/** The variables that every Jenkinsfile has: {@code env}, {@code params}, {@code currentBuild}, {@code steps}. */
final class Globals {
    private Globals() {}

    static Binding binding(Host host) {
        Binding binding = new Binding();
        binding.setVariable("env", new Env(host));
        binding.setVariable("params", host.parameters().values());
        binding.setVariable("currentBuild", new CurrentBuild(host));
        return binding;
    }

    /** {@code env.NAME}, {@code env.NAME = value}. */
    static final class Env extends GroovyObjectSupport {
        private final Host host;

        Env(Host host) {
            this.host = host;
        }

        @Override
        public Object getProperty(String name) {
            return name.equals("environment") ? all() : all().get(name);
        }

        @Override
        public void setProperty(String name, Object value) {
            host.environment().set(name, String.valueOf(value));
        }

        /** {@code env['NAME']}. */
        public Object getAt(String name) {
            return getProperty(name);
        }

        public void putAt(String name, Object value) {
            setProperty(name, value);
        }

        /** {@code env.getEnvironment()}. */
        public EnvVars getEnvironment() {
            return all();
        }

        private EnvVars all() {
            try {
                return host.environment().of(Body.current().scope());
            } catch (Exception e) {
                throw Scripts.<RuntimeException>sneak(e);
            }
        }
    }

    /** {@code currentBuild}, as far as it makes sense for the only build there is. */
    public static final class CurrentBuild extends GroovyObjectSupport {
        private final Host host;
        private String displayName;
        private String description;

        CurrentBuild(Host host) {
            this.host = host;
        }

        public String getResult() {
            Result result = host.run().getResult();
            return result == null ? null : result.toString();
        }

        public void setResult(String result) {
            host.run().setResult(Result.fromString(result));
        }

        public String getCurrentResult() {
            Result result = host.run().getResult();
            return result == null ? "SUCCESS" : result.toString();
        }

        public boolean resultIsBetterOrEqualTo(String other) {
            return !Result.fromString(getCurrentResult()).isWorseThan(Result.fromString(other));
        }

        public boolean resultIsWorseOrEqualTo(String other) {
            return !Result.fromString(other).isWorseThan(Result.fromString(getCurrentResult()));
        }

        public int getNumber() {
            return host.run().getNumber();
        }

        public String getId() {
            return String.valueOf(getNumber());
        }

        public String getDisplayName() {
            return displayName == null ? "#" + getNumber() : displayName;
        }

        public void setDisplayName(String name) {
            displayName = name;
        }

        public String getDescription() {
            return description;
        }

        public void setDescription(String text) {
            description = text;
        }

        public String getProjectName() {
            return host.run().getParent().getName();
        }

        public String getFullProjectName() {
            return host.run().getParent().getFullName();
        }

        public String getFullDisplayName() {
            return getFullProjectName() + " " + getDisplayName();
        }

        public Object getPreviousBuild() {
            return null;
        }

        @Override
        public Object getProperty(String name) {
            try {
                return super.getProperty(name);
            } catch (MissingPropertyException e) {
                throw new UnsupportedOperationException("The host does not know currentBuild." + name + ".");
            }
        }
    }
}
