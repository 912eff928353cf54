package hudson.triggers;

import io.jenkins.plugins.planetscale.offline.Offline;
import java.util.TimerTask;

public abstract class SafeTimerTask extends TimerTask {
    public final void run() {
        throw Offline.missing("SafeTimerTask.run");
    }
}
