package io.jenkins.plugins.planetscale.release;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Sees in which phase an operation and its parts are, turn by turn: their fields of an enum of their own that is named
 * {@code Phase}. What was restored from a copy begins anew.
 */
final class Phases {
    /** Before the first phase, and after the end. */
    static final String OUTSIDE = "[*]";

    private final Map<String, Set<String>> seen = new TreeMap<>();
    private final Map<Object, String> last = new IdentityHashMap<>();

    /** Of each class that has phases: {@code FIND --> SOURCE}. */
    Map<String, Set<String>> seen() {
        return seen;
    }

    /** To be called before each turn. */
    void look(Operation<?> operation) {
        look(operation, Collections.newSetFromMap(new IdentityHashMap<>()));
    }

    /** To be called when it has ended as it should. */
    void ended(Operation<?> operation) {
        look(operation);
        last.forEach((owner, phase) -> {
            if (owner instanceof Operation<?> part && part.ended() && part.failure() == null) {
                add(owner, phase, OUTSIDE);
            }
        });
        last.clear();
    }

    private void look(Object owner, Set<Object> known) {
        if (owner == null || !known.add(owner)) {
            return;
        }
        for (Class<?> type = owner.getClass(); isOurs(type); type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                if (Modifier.isStatic(field.getModifiers()) || field.getType().isPrimitive()) {
                    continue;
                }
                Object value = value(field, owner);
                if (value instanceof Enum<?> phase && phase.getDeclaringClass().getSimpleName().equals("Phase")) {
                    phase(owner, phase.name());
                } else if (value != null && isOurs(value.getClass()) && !(value instanceof Enum)) {
                    look(value, known);
                } else if (value instanceof Iterable<?> several) {
                    several.forEach(one -> {
                        if (one != null && isOurs(one.getClass())) {
                            look(one, known);
                        }
                    });
                }
            }
        }
    }

    private void phase(Object owner, String phase) {
        String before = last.put(owner, phase);
        if (before == null) {
            add(owner, OUTSIDE, phase);
        } else if (!before.equals(phase)) {
            add(owner, before, phase);
        }
    }

    private void add(Object owner, String from, String to) {
        seen.computeIfAbsent(owner.getClass().getSimpleName(), any -> new TreeSet<>())
                .add(from + " --> " + to);
    }

    private static boolean isOurs(Class<?> type) {
        return type != null && type.getName().startsWith("io.jenkins.plugins.planetscale.release.");
    }

    private static Object value(Field field, Object owner) {
        try {
            field.setAccessible(true);
            return field.get(owner);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }
}
