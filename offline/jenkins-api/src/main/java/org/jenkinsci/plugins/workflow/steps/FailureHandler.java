package org.jenkinsci.plugins.workflow.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import java.io.Serializable;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.Beta;

@FunctionalInterface
@Restricted(Beta.class)
public interface FailureHandler extends Serializable {
    @NonNull
    Throwable handle(@NonNull StepContext ctx, @NonNull Throwable t);

    static FailureHandler merge(@CheckForNull FailureHandler original, @NonNull FailureHandler subsequent) {
        return original == null ? subsequent : (ctx, t) -> subsequent.handle(ctx, original.handle(ctx, t));
    }
}
