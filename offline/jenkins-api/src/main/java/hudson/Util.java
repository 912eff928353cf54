package hudson;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.planetscale.offline.Offline;
import java.util.List;

public class Util {
    @NonNull
    public static String getTimeSpanString(long duration) {
        throw Offline.missing("Util.getTimeSpanString");
    }

    @NonNull
    public static String fixNull(@CheckForNull String s) {
        throw Offline.missing("Util.fixNull");
    }

    @CheckForNull
    public static String fixEmptyAndTrim(@CheckForNull String s) {
        throw Offline.missing("Util.fixEmptyAndTrim");
    }

    @NonNull
    public static <T> List<T> fixNull(@CheckForNull List<T> l) {
        throw Offline.missing("Util.fixNull");
    }
}
