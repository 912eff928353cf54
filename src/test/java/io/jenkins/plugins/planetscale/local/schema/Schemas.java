package io.jenkins.plugins.planetscale.local.schema;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/** The tables of a branch in each of its keyspaces, by name of the keyspace. Not thread-safe: its branch guards it. */
public final class Schemas {
    public final Map<String, Schema> keyspaces = new LinkedHashMap<>();

    public Schemas(Collection<String> keyspaces) {
        keyspaces.forEach(this::of);
    }

    /** One keyspace; it is empty when it was not there. */
    public Schema of(String keyspace) {
        return keyspaces.computeIfAbsent(keyspace, name -> new Schema());
    }

    public Schemas copy() {
        return copy(keyspaces.keySet());
    }

    /** With those keyspaces alone. */
    public Schemas copy(Collection<String> names) {
        Schemas copy = new Schemas(names);
        keyspaces.forEach((name, schema) -> copy.keyspaces.computeIfPresent(name, (same, empty) -> schema.copy()));
        return copy;
    }

    /** The same with other tables in one keyspace. */
    public Schemas with(String keyspace, Schema schema) {
        Schemas copy = copy();
        copy.keyspaces.put(keyspace, schema);
        return copy;
    }

    public int tables() {
        return keyspaces.values().stream()
                .mapToInt(schema -> schema.tables.size())
                .sum();
    }
}
