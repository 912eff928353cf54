package hudson.security;

import io.jenkins.plugins.planetscale.offline.Offline;

public class ACLContext implements AutoCloseable {
    ACLContext() {}

    @Override
    public void close() {
        throw Offline.missing("ACLContext.close");
    }
}
