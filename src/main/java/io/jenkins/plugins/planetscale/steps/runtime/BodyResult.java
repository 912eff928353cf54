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
 * How a block ended. A value or an exception that cannot be written down must not keep the build from being persisted
 * while its clean-up runs: such a value does not survive a restart then, and of such an exception the message does.
 *
 * <p>Value and exception can be objects of the script. The plugin's threads pass them on and call nothing of them, for
 * what the script wrote could throw or never return (invariant I11): the exception's message was taken where the script
 * ran, and whether both can be written is tried where the program is written, which is there as well.
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

    /** A failure of the script's, on the thread where the script runs. */
    static BodyResult ofScript(Throwable failure) {
        return new BodyResult(null, failure, FailureText.whereItRan(failure));
    }

    /** A failure of anybody's, on any thread. */
    public static BodyResult bad(Throwable failure) {
        return new BodyResult(null, failure, FailureText.anywhere(failure));
    }

    /** The same end by another failure, of this plugin's. */
    BodyResult because(Throwable other) {
        return other == failure ? this : bad(other);
    }

    public boolean isGood() {
        return failure == null;
    }

    /** Whether somebody ended the block, rather than a failure of its own. */
    public boolean isInterruption() {
        return failure instanceof FlowInterruptedException interruption && interruption.isActualInterruption();
    }

    public Object value() {
        return value;
    }

    public Throwable failure() {
        return failure;
    }

    /** What the failure says, or its class; null after a good end. */
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
