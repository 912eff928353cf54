package hudson.model;

import io.jenkins.plugins.planetscale.offline.Offline;

public interface Describable<T extends Describable<T>> {
    default Descriptor<T> getDescriptor() {
        throw Offline.missing("Describable.getDescriptor");
    }
}
