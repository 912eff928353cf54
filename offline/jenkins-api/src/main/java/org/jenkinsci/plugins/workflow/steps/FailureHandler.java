package org.jenkinsci.plugins.workflow.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.planetscale.offline.Offline;
import java.io.Serializable;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.Beta;

@FunctionalInterface
@Restricted(Beta.class)
public interface FailureHandler extends Serializable {
    @NonNull
    Throwable handle(@NonNull StepContext ctx, @NonNull Throwable t);

    static FailureHandler merge(@CheckForNull FailureHandler original, @NonNull FailureHandler subsequent) {
        throw Offline.missing("FailureHandler.merge");
    }
}
