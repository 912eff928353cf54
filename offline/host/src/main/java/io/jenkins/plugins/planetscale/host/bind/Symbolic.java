package io.jenkins.plugins.planetscale.host.bind;

import java.util.Map;

/** {@code symbol(name: value)} as the value of a parameter: what it becomes is decided by the parameter's type. */
public final class Symbolic {
    /** Names a sole argument without a name. */
    public static final String ANONYMOUS = "<anonymous>";

    private final String symbol;
    private final Map<String, Object> arguments;

    public Symbolic(String symbol, Map<String, Object> arguments) {
        this.symbol = symbol;
        this.arguments = arguments;
    }

    public String symbol() {
        return symbol;
    }

    public Map<String, Object> arguments() {
        return arguments;
    }

    @Override
    public String toString() {
        return "@" + symbol + arguments;
    }
}
