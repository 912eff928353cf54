package io.jenkins.plugins.planetscale.host.bind;

import java.util.Map;
import org.jenkinsci.plugins.structs.describable.UninstantiatedDescribable;

/** {@code symbol(name: value)} as the value of a parameter: what it becomes is decided by the parameter's type. */
public final class Symbolic extends UninstantiatedDescribable {
    private static final long serialVersionUID = 1L;

    /** Names a sole argument without a name. */
    public static final String ANONYMOUS = ANONYMOUS_KEY;

    public Symbolic(String symbol, Map<String, Object> arguments) {
        super(symbol, null, arguments);
    }

    public String symbol() {
        return getSymbol();
    }

    public Map<String, ?> arguments() {
        return getArguments();
    }

    @Override
    public String toString() {
        return "@" + symbol() + arguments();
    }
}
