package hudson.model;

import io.jenkins.plugins.planetscale.offline.Offline;

public interface Describable<T extends Describable<T>> {
    @SuppressWarnings("unchecked")
    default Descriptor<T> getDescriptor() {
        Descriptor<T> descriptor =
                (Descriptor<T>) Offline.controller().extensions().descriptor(getClass());
        if (descriptor == null) {
            throw new AssertionError(getClass() + " is missing its descriptor");
        }
        return descriptor;
    }
}
