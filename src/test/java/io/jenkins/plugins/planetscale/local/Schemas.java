package io.jenkins.plugins.planetscale.local;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/** The tables of a branch in each of its keyspaces, by name of the keyspace. Not thread-safe: its branch guards it. */
final class Schemas {
    final Map<String, Schema> keyspaces = new LinkedHashMap<>();

    Schemas(Collection<String> keyspaces) {
        keyspaces.forEach(this::of);
    }

    /** One keyspace; it is empty when it was not there. */
    Schema of(String keyspace) {
        return keyspaces.computeIfAbsent(keyspace, name -> new Schema());
    }

    Schemas copy() {
        return copy(keyspaces.keySet());
    }

    /** With those keyspaces alone. */
    Schemas copy(Collection<String> names) {
        Schemas copy = new Schemas(names);
        keyspaces.forEach((name, schema) -> copy.keyspaces.computeIfPresent(name, (same, empty) -> schema.copy()));
        return copy;
    }

    /** The same with other tables in one keyspace. */
    Schemas with(String keyspace, Schema schema) {
        Schemas copy = copy();
        copy.keyspaces.put(keyspace, schema);
        return copy;
    }

    int tables() {
        return keyspaces.values().stream().mapToInt(schema -> schema.tables.size()).sum();
    }
}
