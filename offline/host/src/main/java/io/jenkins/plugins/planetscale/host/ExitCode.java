package io.jenkins.plugins.planetscale.host;

import hudson.model.Result;
import io.jenkins.plugins.planetscale.host.bind.UnknownNameException;
import io.jenkins.plugins.planetscale.host.run.Dsl;
import io.jenkins.plugins.planetscale.steps.WrongParameter;
import org.codehaus.groovy.control.CompilationFailedException;

/** What the host's process ends with. */
final class ExitCode {
    static final int SUCCESS = 0;
    static final int FAILURE = 1;
    static final int USAGE = 2;
    static final int UNSTABLE = 4;
    static final int ABORTED = 5;
    /** Not a Jenkinsfile, or one that uses what the host does not know. */
    static final int INVALID = 6;

    private ExitCode() {}

    static int of(Ending ending) {
        if (isInvalid(ending.failure())) {
            return INVALID;
        }
        Result result = ending.result();
        if (result == Result.SUCCESS) {
            return SUCCESS;
        }
        if (result == Result.UNSTABLE) {
            return UNSTABLE;
        }
        return result == Result.ABORTED ? ABORTED : FAILURE;
    }

    static boolean isInvalid(Throwable failure) {
        return failure instanceof CompilationFailedException
                || failure instanceof Dsl.UnknownStepError
                || failure instanceof UnknownNameException
                || failure instanceof UnsupportedOperationException
                || failure instanceof WrongParameter
                || isBindingFailure(failure);
    }

    /** A value of a wrong type, or a parameter that is not there. */
    private static boolean isBindingFailure(Throwable failure) {
        return failure instanceof IllegalArgumentException
                && String.valueOf(failure.getMessage()).startsWith("Could not instantiate ");
    }
}
