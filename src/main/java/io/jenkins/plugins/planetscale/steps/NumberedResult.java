package io.jenkins.plugins.planetscale.steps;

import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * The result of a step about a deploy request. It is a {@link Number}, so that the whole object can be given where a
 * step takes a deploy request's number: Pipeline converts any number to the {@code int} of the parameter. Declares no
 * method that a script could call, as the sandbox checks the class that declares a method first.
 */
@Restricted(NoExternalUse.class)
public abstract class NumberedResult extends Number {
    private static final long serialVersionUID = 1L;

    private final int number;

    /** @param number of the deploy request; 0 where there is none */
    protected NumberedResult(int number) {
        this.number = number;
    }

    @Override
    public final int intValue() {
        return number;
    }

    @Override
    public final long longValue() {
        return number;
    }

    @Override
    public final float floatValue() {
        return number;
    }

    @Override
    public final double doubleValue() {
        return number;
    }
}
