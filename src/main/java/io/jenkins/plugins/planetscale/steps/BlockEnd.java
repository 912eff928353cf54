package io.jenkins.plugins.planetscale.steps;

import edu.umd.cs.findbugs.annotations.SuppressFBWarnings;
import hudson.AbortException;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.io.Serializable;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;

/**
 * How a block ended. A value or an exception that cannot be written down must not keep the build from being persisted
 * while its clean-up runs: such a value does not survive a restart then, and of such an exception the message does.
 */
@SuppressFBWarnings(
        value = "SE_TRANSIENT_FIELD_NOT_RESTORED",
        justification = "what cannot be written down is gone after a restart, and its readers know")
final class BlockEnd implements Serializable {
    private static final long serialVersionUID = 1L;

    private final Object value;
    private final Throwable failure;
    private final transient Object perishableValue;
    private final transient Throwable perishableFailure;

    private BlockEnd(Object value, Throwable failure) {
        this.perishableValue = value;
        this.perishableFailure = failure;
        this.value = canBeWritten(value) ? value : null;
        this.failure = failure == null || canBeWritten(failure) ? failure : new AbortException(failure.toString());
    }

    static BlockEnd good(Object value) {
        return new BlockEnd(value, null);
    }

    static BlockEnd bad(Throwable failure) {
        return new BlockEnd(null, failure);
    }

    private static boolean canBeWritten(Object object) {
        try (ObjectOutputStream nowhere = new ObjectOutputStream(OutputStream.nullOutputStream())) {
            nowhere.writeObject(object);
            return true;
        } catch (IOException | RuntimeException e) {
            return false;
        }
    }

    boolean isGood() {
        return failure == null;
    }

    /** Whether somebody ended the block, rather than a failure of its own. */
    boolean isInterruption() {
        return failure() instanceof FlowInterruptedException interruption && interruption.isActualInterruption();
    }

    Object value() {
        return perishableValue != null ? perishableValue : value;
    }

    Throwable failure() {
        return perishableFailure != null ? perishableFailure : failure;
    }
}
