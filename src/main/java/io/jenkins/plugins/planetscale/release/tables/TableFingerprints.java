package io.jenkins.plugins.planetscale.release.tables;

import io.jenkins.plugins.planetscale.client.model.SchemaDocument;
import io.jenkins.plugins.planetscale.client.model.TableSchema;
import io.jenkins.plugins.planetscale.release.Sha256;
import io.jenkins.plugins.planetscale.release.state.Change;
import io.jenkins.plugins.planetscale.release.state.ReadBack;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Hashes of the DDL of some tables of a branch at one point in time, to compare them later. */
public final class TableFingerprints implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final String ABSENT = "";

    /** The next value of AUTO_INCREMENT moves with every row and is no part of a schema; quoted texts are skipped. */
    private static final Pattern NEXT_VALUE =
            Pattern.compile("'[^']*+'|`[^`]*+`|(?<!\\s)\\s*+\\bAUTO_INCREMENT[\\s=]+\\d++,?", Pattern.CASE_INSENSITIVE);

    private final LinkedHashMap<String, String> hashes = new LinkedHashMap<>();

    private Object readResolve() {
        TableFingerprints whole = new TableFingerprints();
        ReadBack.texts(hashes).forEach((name, hash) -> whole.hashes.put(name, hash == null ? ABSENT : hash));
        return whole;
    }

    /** Takes of a keyspace's tables those that the changes touch; one that is not there counts as absent. */
    void add(String keyspace, SchemaDocument schema, Collection<Change> changes) {
        for (Change change : changes) {
            if (Objects.equals(keyspace, keyspace(change)) && change.table() != null) {
                hashes.put(name(change), ABSENT);
            }
        }
        for (TableSchema table : schema.data()) {
            String name = keyspace == null ? table.name() : keyspace + '.' + table.name();
            if (hashes.containsKey(name)) {
                hashes.put(name, table.raw() == null ? ABSENT : Sha256.hex(schemaOnly(table.raw()), 32));
            }
        }
    }

    private static String schemaOnly(String ddl) {
        return NEXT_VALUE.matcher(ddl).replaceAll(found -> {
            char first = found.group().charAt(0);
            return first == '\'' || first == '`' ? Matcher.quoteReplacement(found.group()) : "";
        });
    }

    /** Whether a table is there, and the same in the other. */
    public boolean isAsIn(TableFingerprints other, Change change) {
        String hash = hashes.getOrDefault(name(change), ABSENT);
        return !hash.equals(ABSENT) && hash.equals(other.hashes.get(name(change)));
    }

    /** Whether any of them is there. */
    public boolean showsSome() {
        return hashes.values().stream().anyMatch(hash -> !hash.equals(ABSENT));
    }

    /** Null where it is not told. */
    static String keyspace(Change change) {
        return change.keyspace() == null || change.keyspace().isBlank() ? null : change.keyspace();
    }

    private static String name(Change change) {
        return keyspace(change) == null ? change.table() : change.keyspace() + '.' + change.table();
    }

    /** The tables that look different in the other, or are known of one only. */
    public List<String> differences(TableFingerprints other) {
        List<String> names = new ArrayList<>();
        hashes.forEach((name, hash) -> {
            if (!hash.equals(other.hashes.get(name))) {
                names.add(name);
            }
        });
        other.hashes.keySet().stream().filter(name -> !hashes.containsKey(name)).forEach(names::add);
        return names;
    }
}
