package io.jenkins.plugins.planetscale.host.run;

/** The context objects of a place in a running Jenkinsfile: those of the block around it, and its own. Immutable. */
public final class Scope {
    private final Scope outer;
    private final Object value;

    private Scope(Scope outer, Object value) {
        this.outer = outer;
        this.value = value;
    }

    static Scope of(Object value) {
        return new Scope(null, value);
    }

    /** This with one more object, which hides those of its kind further out. */
    Scope with(Object inner) {
        return new Scope(this, inner);
    }

    /** The innermost object of the type; null when there is none. */
    public <T> T get(Class<T> type) {
        for (Scope scope = this; scope != null; scope = scope.outer) {
            if (type.isInstance(scope.value)) {
                return type.cast(scope.value);
            }
        }
        return null;
    }
}
