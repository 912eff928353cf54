package hudson.model;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.planetscale.offline.Offline;
import java.io.Serializable;

public final class Result implements Serializable {
    @NonNull
    public static final Result SUCCESS = null /* TODO */;

    @NonNull
    public static final Result UNSTABLE = null /* TODO */;

    @NonNull
    public static final Result FAILURE = null /* TODO */;

    @NonNull
    public static final Result NOT_BUILT = null /* TODO */;

    @NonNull
    public static final Result ABORTED = null /* TODO */;

    Result() {}

    public boolean isWorseThan(@NonNull Result that) {
        throw Offline.missing("Result.isWorseThan");
    }

    @NonNull
    public String toString() {
        throw Offline.missing("Result.toString");
    }
}
