package jenkins.model;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.ExtensionPoint;
import hudson.model.Describable;
import java.util.Comparator;
import org.kohsuke.stapler.DataBoundConstructor;

public abstract class IdStrategy implements Describable<IdStrategy>, ExtensionPoint, Comparator<String> {
    public static IdStrategy CASE_INSENSITIVE = new CaseInsensitive();

    public boolean equals(@NonNull String id1, @NonNull String id2) {
        return compare(id1, id2) == 0;
    }

    @Override
    public abstract int compare(@NonNull String id1, @NonNull String id2);

    @Override
    public boolean equals(Object obj) {
        return this == obj || (obj != null && getClass() == obj.getClass());
    }

    @Override
    public int hashCode() {
        return getClass().hashCode();
    }

    public static class CaseInsensitive extends IdStrategy {
        @DataBoundConstructor
        public CaseInsensitive() {}

        @Override
        public int compare(@NonNull String id1, @NonNull String id2) {
            return id1.compareToIgnoreCase(id2);
        }
    }
}
