package org.jenkinsci.plugins.structs.describable;

import edu.umd.cs.findbugs.annotations.Nullable;
import java.io.Serializable;
import java.util.Map;

public class UninstantiatedDescribable implements Serializable {
    private static final long serialVersionUID = 1L;
    public static final String ANONYMOUS_KEY = "<anonymous>";

    private final String symbol;
    private final transient Map<String, ?> arguments;

    public UninstantiatedDescribable(String symbol, String klass, Map<String, ?> arguments) {
        this.symbol = symbol;
        this.arguments = arguments;
    }

    public @Nullable String getSymbol() {
        return symbol;
    }

    public Map<String, ?> getArguments() {
        return arguments;
    }
}
