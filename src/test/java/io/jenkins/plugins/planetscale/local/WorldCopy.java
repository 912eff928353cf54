package io.jenkins.plugins.planetscale.local;

import io.jenkins.plugins.planetscale.local.http.StaleReads;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/** A deep copy of a world, field by field, in which time stands still. What is of no other class than these is shared. */
public final class WorldCopy {
    /** Making one takes much longer than using it. */
    private static final Map<Class<?>, Constructor<?>> BLANKS = new ConcurrentHashMap<>();

    private final Map<Object, Object> copies = new IdentityHashMap<>();
    private final LocalClock clock;

    public WorldCopy(Instant now) {
        clock = LocalClock.manual(now);
    }

    public World of(World world) {
        return (World) copy(world);
    }

    private Object copy(Object original) {
        if (original == null || original instanceof Enum || original instanceof WebhookSender) {
            return original;
        }
        if (original instanceof LocalClock) {
            return clock;
        }
        if (original instanceof StaleReads) {
            return new StaleReads();
        }
        Object known = copies.get(original);
        if (known != null) {
            return known;
        }
        if (original instanceof ReentrantLock) {
            return noted(original, new ReentrantLock());
        }
        if (original instanceof Map<?, ?> map) {
            Map<Object, Object> copy = noted(original, like(map));
            map.forEach((key, value) -> copy.put(copy(key), copy(value)));
            return copy;
        }
        if (original instanceof Collection<?> collection) {
            Collection<Object> copy = noted(original, like(collection));
            collection.forEach(element -> copy.add(copy(element)));
            return copy;
        }
        boolean ours = original.getClass().getPackageName().startsWith(WorldCopy.class.getPackageName());
        if (!ours || original.getClass().isHidden()) {
            return original;
        }
        return original.getClass().isRecord() ? record(original) : fields(original);
    }

    private <T> T noted(Object original, T copy) {
        copies.put(original, copy);
        return copy;
    }

    @SuppressWarnings("unchecked")
    private static Map<Object, Object> like(Map<?, ?> map) {
        if (map instanceof EnumMap<?, ?> byEnum) {
            EnumMap<?, ?> copy = byEnum.clone();
            return (Map<Object, Object>) (Map<?, ?>) copy;
        }
        return map instanceof SortedMap<?, ?> sorted
                ? new TreeMap<>((Comparator<Object>) sorted.comparator())
                : new LinkedHashMap<>();
    }

    @SuppressWarnings("unchecked")
    private static Collection<Object> like(Collection<?> collection) {
        if (collection instanceof SortedSet<?> sorted) {
            return new TreeSet<>((Comparator<Object>) sorted.comparator());
        }
        if (collection instanceof HashSet<?> || collection instanceof java.util.Set<?>) {
            return new LinkedHashSet<>();
        }
        return collection instanceof List<?> ? new ArrayList<>() : new ArrayDeque<>();
    }

    private Object record(Object original) {
        try {
            RecordComponent[] components = original.getClass().getRecordComponents();
            Class<?>[] types = new Class<?>[components.length];
            Object[] values = new Object[components.length];
            for (int i = 0; i < components.length; i++) {
                types[i] = components[i].getType();
                components[i].getAccessor().setAccessible(true);
                values[i] = copy(components[i].getAccessor().invoke(original));
            }
            Constructor<?> constructor = original.getClass().getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return noted(original, constructor.newInstance(values));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private Object fields(Object original) {
        try {
            Object copy = noted(original, blank(original.getClass()));
            for (Class<?> type = original.getClass(); type != Object.class; type = type.getSuperclass()) {
                for (Field field : type.getDeclaredFields()) {
                    if (!Modifier.isStatic(field.getModifiers())) {
                        field.setAccessible(true);
                        field.set(copy, copy(field.get(original)));
                    }
                }
            }
            return copy;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** As deserialization makes one: no constructor of the class runs. */
    private static Object blank(Class<?> type) throws ReflectiveOperationException {
        Constructor<?> known = BLANKS.get(type);
        if (known != null) {
            return known.newInstance();
        }
        Class<?> factory = Class.forName("sun.reflect.ReflectionFactory");
        Object instance = factory.getMethod("getReflectionFactory").invoke(null);
        Constructor<?> constructor =
                (Constructor<?>) factory.getMethod("newConstructorForSerialization", Class.class, Constructor.class)
                        .invoke(instance, type, Object.class.getDeclaredConstructor());
        BLANKS.put(type, constructor);
        return constructor.newInstance();
    }
}
