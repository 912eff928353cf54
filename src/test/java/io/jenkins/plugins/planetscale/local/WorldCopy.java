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
import java.util.concurrent.locks.ReentrantLock;

/** A deep copy of a world, field by field, in which time stands still. What is of no other class than these is shared. */
public final class WorldCopy {
    /** How each class is copied: finding that out takes much longer than doing it. */
    private static final ClassValue<Shape> SHAPES = new ClassValue<>() {
        @Override
        protected Shape computeValue(Class<?> type) {
            return Shape.of(type);
        }
    };

    private final Map<Object, Object> copies = new IdentityHashMap<>();
    private final LocalClock clock;

    public WorldCopy(Instant now) {
        clock = LocalClock.manual(now);
    }

    public World of(World world) {
        return (World) copy(world);
    }

    private Object copy(Object original) {
        if (original == null
                || original instanceof String
                || original instanceof Enum
                || original instanceof WebhookSender) {
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
        Shape shape = SHAPES.get(original.getClass());
        try {
            return shape.isShared() ? original : shape.isRecord() ? record(original, shape) : fields(original, shape);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
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

    private Object record(Object original, Shape shape) throws ReflectiveOperationException {
        Object[] values = new Object[shape.fields().size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = copy(shape.fields().get(i).get(original));
        }
        return noted(original, shape.maker().newInstance(values));
    }

    private Object fields(Object original, Shape shape) throws ReflectiveOperationException {
        Object copy = noted(original, shape.maker().newInstance());
        for (Field field : shape.fields()) {
            field.set(copy, copy(field.get(original)));
        }
        return copy;
    }

    /**
     * How a class is copied.
     *
     * @param maker takes the values of a record; of any other class it makes one as deserialization does, so that no
     *     constructor of the class runs; null for what is shared
     * @param fields of the class and those above; of a record in the order of its components
     */
    private record Shape(boolean isRecord, Constructor<?> maker, List<Field> fields) {
        boolean isShared() {
            return maker == null;
        }

        static Shape of(Class<?> type) {
            boolean ours = type.getPackageName().startsWith(WorldCopy.class.getPackageName());
            if (!ours || type.isHidden()) {
                return new Shape(false, null, List.of());
            }
            try {
                return type.isRecord() ? ofRecord(type) : ofFields(type);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        }

        private static Shape ofRecord(Class<?> type) throws ReflectiveOperationException {
            List<Field> fields = new ArrayList<>();
            List<Class<?>> types = new ArrayList<>();
            for (RecordComponent component : type.getRecordComponents()) {
                fields.add(type.getDeclaredField(component.getName()));
                types.add(component.getType());
            }
            fields.forEach(field -> field.setAccessible(true));
            Constructor<?> maker = type.getDeclaredConstructor(types.toArray(Class<?>[]::new));
            maker.setAccessible(true);
            return new Shape(true, maker, fields);
        }

        private static Shape ofFields(Class<?> type) throws ReflectiveOperationException {
            List<Field> fields = new ArrayList<>();
            for (Class<?> above = type; above != Object.class; above = above.getSuperclass()) {
                for (Field field : above.getDeclaredFields()) {
                    if (!Modifier.isStatic(field.getModifiers())) {
                        field.setAccessible(true);
                        fields.add(field);
                    }
                }
            }
            Class<?> factory = Class.forName("sun.reflect.ReflectionFactory");
            Object instance = factory.getMethod("getReflectionFactory").invoke(null);
            Constructor<?> maker =
                    (Constructor<?>) factory.getMethod("newConstructorForSerialization", Class.class, Constructor.class)
                            .invoke(instance, type, Object.class.getDeclaredConstructor());
            return new Shape(false, maker, fields);
        }
    }
}
