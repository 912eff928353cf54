package io.jenkins.plugins.planetscale.steps;

import hudson.AbortException;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.io.Serializable;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;

/**
 * How a block ended. A value or an exception that cannot be written down must not keep the build from being persisted
 * while its clean-up runs: such a value does not survive a restart then, and of such an exception the message does.
 *
 * <p>Value and exception can be objects of the script. The plugin's threads pass them on and call nothing of them, for
 * what the script wrote could throw or never return (invariant I11): the exception's message was taken where the script
 * ran, and whether both can be written is tried where the program is written, which is there as well.
 */
final class BlockEnd implements Serializable {
    private static final long serialVersionUID = 2L;

    private final String message;
    private transient Object value;
    private transient Throwable failure;

    private BlockEnd(Object value, Throwable failure, String message) {
        this.value = value;
        this.failure = failure;
        this.message = message;
    }

    static BlockEnd good(Object value) {
        return new BlockEnd(value, null, null);
    }

    /** A failure of the script's, on the thread where the script runs. */
    static BlockEnd ofScript(Throwable failure) {
        return new BlockEnd(null, failure, FailureText.whereItRan(failure));
    }

    /** A failure of anybody's, on any thread. */
    static BlockEnd bad(Throwable failure) {
        return new BlockEnd(null, failure, FailureText.anywhere(failure));
    }

    /** The same end by another failure, of this plugin's. */
    BlockEnd because(Throwable other) {
        return other == failure ? this : bad(other);
    }

    boolean isGood() {
        return failure == null;
    }

    /** Whether somebody ended the block, rather than a failure of its own. */
    boolean isInterruption() {
        return failure instanceof FlowInterruptedException interruption && interruption.isActualInterruption();
    }

    Object value() {
        return value;
    }

    Throwable failure() {
        return failure;
    }

    /** What the failure says, or its class; null after a good end. */
    String message() {
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
