package io.jenkins.plugins.planetscale.steps.runtime;

import hudson.AbortException;
import io.jenkins.plugins.planetscale.steps.FailureText;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.io.Serializable;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * How a body ended: its value or its failure. When that cannot be serialized, the build must still be persisted while
 * the clean-up runs: such a value is lost in a restart, and of such an exception only the message remains.
 *
 * <p>Value and exception can be objects of the script. The plugin's threads pass them on and call none of their
 * methods, as these could throw or never return (invariant I11): the exception's message is read where the script ran,
 * and whether both can be serialized is tried where the program is serialized, which is there as well.
 */
@Restricted(NoExternalUse.class)
public final class BodyResult implements Serializable {
    private static final long serialVersionUID = 2L;

    private final String message;
    private transient Object value;
    private transient Throwable failure;

    private BodyResult(Object value, Throwable failure, String message) {
        this.value = value;
        this.failure = failure;
        this.message = message;
    }

    public static BodyResult good(Object value) {
        return new BodyResult(value, null, null);
    }

    /** A failure that may be the script's; to be called on the thread where the script runs. */
    static BodyResult ofScript(Throwable failure) {
        return new BodyResult(null, failure, FailureText.onScriptThread(failure));
    }

    /** A failure that was not thrown by the script just now; on any thread. */
    public static BodyResult bad(Throwable failure) {
        return new BodyResult(null, failure, FailureText.onAnyThread(failure));
    }

    /** The same result with another failure, which is this plugin's. */
    BodyResult because(Throwable other) {
        return other == failure ? this : bad(other);
    }

    public boolean isGood() {
        return failure == null;
    }

    /** Whether the body was interrupted, and did not fail by itself. */
    public boolean isInterruption() {
        return failure instanceof FlowInterruptedException interruption && interruption.isActualInterruption();
    }

    public Object value() {
        return value;
    }

    public Throwable failure() {
        return failure;
    }

    /** The failure's message, or its class; null after a success. */
    public String message() {
        return message;
    }

    private void writeObject(ObjectOutputStream out) throws IOException {
        out.defaultWriteObject();
        out.writeObject(canBeWritten(value) ? value : null);
        out.writeObject(failure == null || canBeWritten(failure) ? failure : new AbortException(inPlaceOf(failure)));
    }

    private String inPlaceOf(Throwable lost) {
        String name = lost.getClass().getName();
        return message.equals(name) ? name : name + ": " + message;
    }

    private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
        in.defaultReadObject();
        value = in.readObject();
        failure = (Throwable) in.readObject();
    }

    private static boolean canBeWritten(Object object) {
        if (object == null) {
            return true;
        }
        try (ObjectOutputStream nowhere = new ObjectOutputStream(OutputStream.nullOutputStream())) {
            nowhere.writeObject(object);
            return true;
        } catch (Throwable e) { // a list that holds itself ends in a StackOverflowError
            return false;
        }
    }
}
