package jenkins.model;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.ExtensionPoint;
import hudson.model.Describable;
import io.jenkins.plugins.planetscale.offline.Offline;
import java.util.Comparator;

public abstract class IdStrategy implements Describable<IdStrategy>, ExtensionPoint, Comparator<String> {
    public boolean equals(@NonNull String id1, @NonNull String id2) {
        throw Offline.missing("IdStrategy.equals");
    }

    public abstract int compare(@NonNull String id1, @NonNull String id2);

    public boolean equals(Object obj) {
        throw Offline.missing("IdStrategy.equals");
    }
}
