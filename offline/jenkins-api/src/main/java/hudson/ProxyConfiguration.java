package hudson;

import hudson.model.Describable;
import hudson.model.Saveable;
import io.jenkins.plugins.planetscale.offline.Offline;
import java.io.IOException;
import java.io.Serializable;

public final class ProxyConfiguration implements Describable<ProxyConfiguration>, Saveable, Serializable {
    ProxyConfiguration() {}

    @Override
    public void save() throws IOException {
        throw Offline.missing("ProxyConfiguration.save");
    }
}
