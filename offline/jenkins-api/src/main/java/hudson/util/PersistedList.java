package hudson.util;

import io.jenkins.plugins.planetscale.offline.Offline;
import java.util.AbstractList;
import java.util.Collection;
import java.util.Iterator;

public class PersistedList<T> extends AbstractList<T> {
    protected PersistedList() {}

    public boolean add(T item) {
        throw Offline.missing("PersistedList.add");
    }

    public boolean addAll(Collection<? extends T> items) {
        throw Offline.missing("PersistedList.addAll");
    }

    public T get(int index) {
        throw Offline.missing("PersistedList.get");
    }

    public int size() {
        throw Offline.missing("PersistedList.size");
    }

    public boolean remove(Object o) {
        throw Offline.missing("PersistedList.remove");
    }

    public void clear() {
        throw Offline.missing("PersistedList.clear");
    }

    public Iterator<T> iterator() {
        throw Offline.missing("PersistedList.iterator");
    }

    public <X> X[] toArray(X[] array) {
        throw Offline.missing("PersistedList.toArray");
    }

    public boolean isEmpty() {
        throw Offline.missing("PersistedList.isEmpty");
    }

    public boolean contains(Object item) {
        throw Offline.missing("PersistedList.contains");
    }
}
