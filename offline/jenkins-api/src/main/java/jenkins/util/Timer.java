package jenkins.util;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.planetscale.offline.Offline;
import java.util.concurrent.ScheduledExecutorService;

public class Timer {
    Timer() {}

    @NonNull
    public static ScheduledExecutorService get() {
        return Offline.controller().timer();
    }
}
