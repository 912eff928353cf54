package hudson.util;

import hudson.model.Describable;
import hudson.model.Descriptor;
import hudson.model.Saveable;
import java.util.Collection;

public class DescribableList<T extends Describable<T>, D extends Descriptor<T>> extends PersistedList<T> {
    protected DescribableList() {}

    public DescribableList(Saveable owner, Collection<? extends T> initialList) {
        addAll(initialList);
    }

    public <U extends T> U get(Class<U> type) {
        for (T item : this) {
            if (type.isInstance(item)) {
                return type.cast(item);
            }
        }
        return null;
    }
}
