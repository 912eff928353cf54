package hudson.util;

import io.jenkins.plugins.planetscale.offline.Offline;
import java.util.concurrent.ThreadFactory;

public final class NamingThreadFactory implements ThreadFactory {
    public NamingThreadFactory(ThreadFactory delegate, String name) {}

    public Thread newThread(Runnable r) {
        throw Offline.missing("NamingThreadFactory.newThread");
    }
}
