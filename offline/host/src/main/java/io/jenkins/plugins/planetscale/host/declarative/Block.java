package io.jenkins.plugins.planetscale.host.declarative;

import groovy.lang.Closure;
import io.jenkins.plugins.planetscale.host.run.Jenkinsfile;
import io.jenkins.plugins.planetscale.host.run.Scripts;

/** A block for a step that is written here, not in the Jenkinsfile. */
final class Block extends Closure<Object> {
    private static final long serialVersionUID = 1L;

    /** What it does. */
    @FunctionalInterface
    interface Work {
        void run() throws Throwable;
    }

    private final transient Work work;

    Block(Jenkinsfile script, Work work) {
        super(script, script);
        this.work = work;
    }

    @Override
    public Object call() {
        try {
            work.run();
            return null;
        } catch (Throwable e) {
            throw Scripts.<RuntimeException>sneak(e);
        }
    }

    @Override
    public Object call(Object... arguments) {
        return call();
    }

    /** Groovy's way to call it. */
    public Object doCall() {
        return call();
    }
}
