package hudson;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.planetscale.offline.Offline;
import java.util.AbstractList;
import java.util.Collection;
import java.util.Iterator;
import jenkins.util.io.OnMaster;

public class ExtensionList<T> extends AbstractList<T> implements OnMaster {
    ExtensionList() {}

    @CheckForNull
    public <U extends T> U get(@NonNull Class<U> type) {
        throw Offline.missing("ExtensionList.get");
    }

    @NonNull
    public Iterator<T> iterator() {
        throw Offline.missing("ExtensionList.iterator");
    }

    public T get(int index) {
        throw Offline.missing("ExtensionList.get");
    }

    public int size() {
        throw Offline.missing("ExtensionList.size");
    }

    public boolean remove(Object o) {
        throw Offline.missing("ExtensionList.remove");
    }

    public boolean removeAll(Collection<?> c) {
        throw Offline.missing("ExtensionList.removeAll");
    }

    public final T remove(int index) {
        throw Offline.missing("ExtensionList.remove");
    }

    @Deprecated
    public boolean add(T t) {
        throw Offline.missing("ExtensionList.add");
    }

    public void add(int index, T element) {
        throw Offline.missing("ExtensionList.add");
    }

    @NonNull
    public static <T> ExtensionList<T> lookup(Class<T> type) {
        throw Offline.missing("ExtensionList.lookup");
    }

    @NonNull
    public static <U> U lookupSingleton(Class<U> type) {
        throw Offline.missing("ExtensionList.lookupSingleton");
    }
}
