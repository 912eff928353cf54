package io.jenkins.plugins.planetscale.host.run;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.UndeclaredThrowableException;
import org.codehaus.groovy.runtime.InvokerInvocationException;

/** What the Groovy runtime wraps around the exceptions of steps. */
public final class Scripts {
    private Scripts() {}

    /** The exception that was thrown. */
    public static Throwable unwrapped(Throwable thrown) {
        Throwable inner = thrown;
        while ((inner instanceof InvokerInvocationException
                        || inner instanceof InvocationTargetException
                        || inner instanceof UndeclaredThrowableException)
                && inner.getCause() != null) {
            inner = inner.getCause();
        }
        return inner;
    }

    /** Throws anything, as Groovy code does. */
    @SuppressWarnings("unchecked")
    public static <E extends Throwable> RuntimeException sneak(Throwable thrown) throws E {
        throw (E) thrown;
    }
}
