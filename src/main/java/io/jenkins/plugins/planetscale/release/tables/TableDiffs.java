package io.jenkins.plugins.planetscale.release.tables;

import io.jenkins.plugins.planetscale.client.model.SchemaDocument;
import io.jenkins.plugins.planetscale.release.state.Change;
import io.jenkins.plugins.planetscale.release.state.TableNames;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The diffs of a deploy request, one for each table, as the API gives them: by table name without keyspace, so there
 * are several of one name when several keyspaces have such a table [S undocumented-diff]. All of them are kept.
 */
public final class TableDiffs implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}_$]+");

    private final ArrayList<String> names = new ArrayList<>();
    private final ArrayList<String> texts = new ArrayList<>();

    public TableDiffs(SchemaDocument document) {
        document.data().forEach(table -> {
            names.add(Objects.toString(table.name(), ""));
            texts.add(Objects.toString(table.raw(), ""));
        });
    }

    /**
     * By the name of the table, with its keyspace where the statements touch more than one. Which of several diffs of
     * one name belongs to which keyspace is told by the words that only one of them changes and only one statement has;
     * where that does not tell, they are numbered.
     */
    public LinkedHashMap<String, String> byTable(List<Change> changes) {
        TableNames shown = TableNames.of(changes);
        LinkedHashMap<String, String> diffs = new LinkedHashMap<>();
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            List<Integer> same = indexes(name);
            List<Change> statements = changes.stream()
                    .filter(change -> name.equals(change.table()))
                    .toList();
            String keyspace = keyspace(i, same, statements);
            String label = keyspace == null ? name : shown.of(keyspace, name);
            if (same.size() > 1 && (keyspace == null || label.equals(name))) {
                label = name + " (" + (same.indexOf(i) + 1) + " of " + same.size() + ")";
            }
            diffs.put(label, texts.get(i));
        }
        return diffs;
    }

    private List<Integer> indexes(String name) {
        List<Integer> same = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            if (names.get(i).equals(name)) {
                same.add(i);
            }
        }
        return same;
    }

    /** Null where it is not certain. */
    private String keyspace(int index, List<Integer> same, List<Change> statements) {
        Map<String, Set<String>> words = new LinkedHashMap<>();
        for (Change statement : statements) {
            words.computeIfAbsent(Objects.toString(statement.keyspace(), ""), keyspace -> new HashSet<>())
                    .addAll(wordsIn(statement.statement()));
        }
        if (same.size() == 1) {
            return words.size() == 1 ? words.keySet().iterator().next() : null;
        }
        if (same.size() != words.size()) {
            return null;
        }
        Map<Integer, String> owners = new LinkedHashMap<>();
        for (Integer one : same) {
            Set<String> only = changed(texts.get(one));
            same.stream()
                    .filter(other -> !other.equals(one))
                    .forEach(other -> only.removeAll(changed(texts.get(other))));
            List<String> owning = words.entrySet().stream()
                    .filter(entry -> entry.getValue().stream().anyMatch(only::contains))
                    .map(Map.Entry::getKey)
                    .toList();
            if (owning.size() != 1 || owners.containsValue(owning.get(0))) {
                return null;
            }
            owners.put(one, owning.get(0));
        }
        return owners.get(index);
    }

    /** The words of the lines that come or go. */
    private static Set<String> changed(String diff) {
        Set<String> words = new HashSet<>();
        diff.lines()
                .filter(line -> line.startsWith("+") || line.startsWith("-"))
                .forEach(line -> words.addAll(wordsIn(line)));
        return words;
    }

    private static Set<String> wordsIn(String text) {
        Set<String> words = new HashSet<>();
        for (Matcher word = WORD.matcher(text.toLowerCase(Locale.ROOT)); word.find(); ) {
            words.add(word.group());
        }
        return words;
    }
}
