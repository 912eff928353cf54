package hudson.model;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.planetscale.offline.Offline;
import java.io.PrintStream;
import java.io.PrintWriter;

public interface TaskListener {
    TaskListener NULL = null /* TODO */;

    @NonNull
    PrintStream getLogger();

    @NonNull
    default PrintWriter error(String msg) {
        throw Offline.missing("TaskListener.error");
    }

    @NonNull
    default PrintWriter error(String format, Object... args) {
        throw Offline.missing("TaskListener.error");
    }
}
