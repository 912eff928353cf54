package hudson;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.planetscale.offline.Offline;
import java.util.AbstractList;
import java.util.Iterator;
import java.util.List;
import jenkins.util.io.OnMaster;

/** What the installed controller knows of a type, looked up anew each time. */
public class ExtensionList<T> extends AbstractList<T> implements OnMaster {
    private final Class<T> type;

    ExtensionList(Class<T> type) {
        this.type = type;
    }

    @CheckForNull
    public <U extends T> U get(@NonNull Class<U> type) {
        for (T extension : this) {
            if (extension.getClass() == type) {
                return type.cast(extension);
            }
        }
        return null;
    }

    @NonNull
    @Override
    public Iterator<T> iterator() {
        return all().iterator();
    }

    @Override
    public T get(int index) {
        return all().get(index);
    }

    @Override
    public int size() {
        return all().size();
    }

    private List<T> all() {
        return Offline.controller().extensions().list(type);
    }

    @NonNull
    public static <T> ExtensionList<T> lookup(Class<T> type) {
        return new ExtensionList<>(type);
    }

    @NonNull
    public static <U> U lookupSingleton(Class<U> type) {
        List<U> all = lookup(type);
        if (all.size() != 1) {
            throw new IllegalStateException("Expected 1 instance of " + type.getName() + " but got " + all.size());
        }
        return all.get(0);
    }
}
