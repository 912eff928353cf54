package hudson.util;

import io.jenkins.plugins.planetscale.offline.Offline;
import java.util.concurrent.ThreadFactory;

public class ClassLoaderSanityThreadFactory implements ThreadFactory {
    public ClassLoaderSanityThreadFactory(ThreadFactory delegate) {}

    public Thread newThread(Runnable r) {
        throw Offline.missing("ClassLoaderSanityThreadFactory.newThread");
    }
}
