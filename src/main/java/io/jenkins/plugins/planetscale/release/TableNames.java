package io.jenkins.plugins.planetscale.release;

import java.util.Collection;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;

/** How tables are called in front of people: with their keyspace wherever there is more than one. Immutable. */
public final class TableNames {
    private final boolean qualified;

    private TableNames(Set<String> keyspaces) {
        qualified = keyspaces.size() > 1;
    }

    /** Of the statements of a deploy request. */
    public static TableNames of(Collection<Change> changes) {
        return of(changes, Set.of());
    }

    /** Of the statements of a deploy request, and of the tables whose rows are copied for it. */
    public static TableNames of(Collection<Change> changes, Collection<CopyProgress> copies) {
        Set<String> keyspaces = new HashSet<>();
        changes.forEach(change -> keyspaces.add(known(change.keyspace())));
        copies.forEach(copy -> keyspaces.add(known(copy.keyspace())));
        keyspaces.remove("");
        return new TableNames(keyspaces);
    }

    /** {@code orders}, or {@code eu.orders}; both may be null. */
    public String of(String keyspace, String table) {
        return qualified && !known(keyspace).isEmpty() ? keyspace + '.' + known(table) : known(table);
    }

    private static String known(String name) {
        return Objects.toString(name, "");
    }
}
