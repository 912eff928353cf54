package hudson.util;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.planetscale.offline.Offline;
import java.io.Serializable;

public final class Secret implements Serializable {
    Secret() {}

    @Deprecated
    public String toString() {
        throw Offline.missing("Secret.toString");
    }

    @NonNull
    public String getPlainText() {
        throw Offline.missing("Secret.getPlainText");
    }

    public String getEncryptedValue() {
        throw Offline.missing("Secret.getEncryptedValue");
    }

    @NonNull
    public static Secret fromString(@CheckForNull String data) {
        throw Offline.missing("Secret.fromString");
    }

    @NonNull
    public static String toString(@CheckForNull Secret s) {
        throw Offline.missing("Secret.toString");
    }
}
