package io.jenkins.plugins.planetscale.offline;

import hudson.Extension;
import hudson.model.Descriptor;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.java.sezpoz.Index;
import net.java.sezpoz.IndexItem;

/**
 * The extensions: the classes with {@code @Extension} that the index of the class path lists, highest ordinal first,
 * and those that were added. One instance of each, made when it is first asked for. Thread-safe.
 */
public final class Extensions {
    private final List<Class<?>> classes = new ArrayList<>();
    private final Map<Class<?>, Object> instances = new LinkedHashMap<>();
    private final List<Object> added = new ArrayList<>();

    Extensions(ClassLoader loader) {
        List<IndexItem<Extension, Object>> items = new ArrayList<>();
        Index.load(Extension.class, Object.class, loader).forEach(items::add);
        items.sort(Comparator.comparingDouble(item -> -item.annotation().ordinal()));
        for (IndexItem<Extension, Object> item : items) {
            try {
                classes.add((Class<?>) item.element());
            } catch (InstantiationException | LinkageError e) {
                if (!optional(item)) {
                    throw new IllegalStateException("cannot load the extension " + item.className(), e);
                }
            }
        }
    }

    @SuppressWarnings("deprecation")
    private static boolean optional(IndexItem<Extension, Object> item) {
        return item.annotation().optional();
    }

    /** Adds an extension that no index lists, such as the descriptor of a step of the host. */
    public synchronized void add(Object extension) {
        added.add(extension);
    }

    /** Puts an instance of the host's own making in the place of an extension that nobody has asked for yet. */
    public synchronized void put(Object extension) {
        if (instances.putIfAbsent(extension.getClass(), extension) != null) {
            throw new IllegalStateException(extension.getClass().getName() + " is in use already");
        }
    }

    /** All extensions of a type. */
    public synchronized <T> List<T> list(Class<T> type) {
        List<T> found = new ArrayList<>();
        for (Class<?> extension : classes) {
            if (type.isAssignableFrom(extension)) {
                found.add(type.cast(instance(extension)));
            }
        }
        added.stream().filter(type::isInstance).map(type::cast).forEach(found::add);
        return found;
    }

    /** The descriptor of a class of describables, or {@code null}. */
    public Descriptor<?> descriptor(Class<?> describable) {
        for (Descriptor<?> descriptor : list(Descriptor.class)) {
            if (descriptor.clazz == describable) {
                return descriptor;
            }
        }
        return null;
    }

    private Object instance(Class<?> extension) {
        Object instance = instances.get(extension);
        if (instance == null) {
            // not computeIfAbsent: the constructor may ask for other extensions
            instance = create(extension);
            instances.put(extension, instance);
        }
        return instance;
    }

    private static Object create(Class<?> extension) {
        try {
            Constructor<?> constructor = extension.getDeclaredConstructor();
            constructor.setAccessible(true);
            return constructor.newInstance();
        } catch (InvocationTargetException e) {
            throw new IllegalStateException("cannot make the extension " + extension.getName(), e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot make the extension " + extension.getName(), e);
        }
    }
}
