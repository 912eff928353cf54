package hudson.util;

import java.util.AbstractList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A list in memory; nothing is kept on disk offline. */
public class PersistedList<T> extends AbstractList<T> {
    private final List<T> items = new CopyOnWriteArrayList<>();

    protected PersistedList() {}

    @Override
    public boolean add(T item) {
        return items.add(item);
    }

    @Override
    public boolean addAll(Collection<? extends T> items) {
        return this.items.addAll(items);
    }

    @Override
    public T get(int index) {
        return items.get(index);
    }

    @Override
    public int size() {
        return items.size();
    }

    @Override
    public boolean remove(Object o) {
        return items.remove(o);
    }

    @Override
    public void clear() {
        items.clear();
    }

    @Override
    public Iterator<T> iterator() {
        return items.iterator();
    }
}
