package io.jenkins.plugins.planetscale.steps;

import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * What a step returns about a deploy request. It is a number, that of the deploy request, because then the whole object
 * may be given where a step takes one: Pipeline turns any number into the {@code int} that a parameter wants. Declares
 * nothing that a script could call: the sandbox looks at the class that declares a method first.
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
