package io.jenkins.plugins.planetscale.steps;

/**
 * What a step returns about a deploy request. It is a number, that of the deploy request, because then the whole object
 * may be given where a step takes one: Pipeline turns any number into the {@code int} that a parameter wants.
 */
abstract class NumberedResult extends Number {
    private static final long serialVersionUID = 1L;

    /** The number of the deploy request; 0 where there is none. */
    public abstract int getNumber();

    @Override
    public final int intValue() {
        return getNumber();
    }

    @Override
    public final long longValue() {
        return getNumber();
    }

    @Override
    public final float floatValue() {
        return getNumber();
    }

    @Override
    public final double doubleValue() {
        return getNumber();
    }
}
