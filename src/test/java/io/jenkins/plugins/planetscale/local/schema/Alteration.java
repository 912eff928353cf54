package io.jenkins.plugins.planetscale.local.schema;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** One clause of ALTER TABLE, done to a table. Lenient as a deploy is: dropping what is not there changes nothing. */
final class Alteration {
    private Alteration() {}

    static void apply(Table table, String clause) {
        Optional<String> rest;
        if ((rest = after(clause, "ADD (COLUMN )?\\(")).isPresent()) {
            DdlText.split(rest.get().substring(0, rest.get().lastIndexOf(')')), ',')
                    .forEach(part -> add(table, part));
        } else if ((rest = after(clause, "ADD COLUMN ")).isPresent()) {
            column(table, rest.get());
        } else if ((rest = after(clause, "ADD ")).isPresent()) {
            add(table, rest.get());
        } else if (after(clause, "DROP PRIMARY KEY").isPresent()) {
            table.keys.remove(Table.PRIMARY);
        } else if ((rest = after(clause, "DROP (FOREIGN KEY|INDEX|KEY|CONSTRAINT|CHECK) ")).isPresent()) {
            table.keys.remove(DdlText.identifier(rest.get()));
        } else if ((rest = after(clause, "DROP (COLUMN )?")).isPresent()) {
            table.columns.remove(DdlText.identifier(rest.get()));
        } else if ((rest = after(clause, "MODIFY (COLUMN )?")).isPresent()) {
            column(table, rest.get());
        } else if ((rest = after(clause, "CHANGE (COLUMN )?")).isPresent()) {
            change(table, DdlText.identifier(rest.get()), DdlText.afterIdentifier(rest.get()));
        } else if ((rest = after(clause, "RENAME COLUMN ")).isPresent()) {
            String from = DdlText.identifier(rest.get());
            String to = DdlText.identifier(DdlText.afterIdentifier(rest.get()).substring("TO ".length()));
            change(table, from, "`" + to + "` " + table.columns.getOrDefault(from, ""));
        } else {
            throw new IllegalArgumentException("the local PlanetScale cannot do: ALTER TABLE … " + clause);
        }
    }

    private static void add(Table table, String part) {
        if (Table.isKey(part)) {
            table.keys.put(Table.keyName(part), part);
        } else {
            column(table, part);
        }
    }

    /** Adds or replaces a column, at the place that FIRST or AFTER names. */
    private static void column(Table table, String part) {
        String name = DdlText.identifier(part);
        String definition = DdlText.afterIdentifier(part);
        String[] byAfter = definition.split("(?i)\\sAFTER\\s+(?=`?\\w+`?$)", 2);
        boolean first = definition.matches("(?i).*\\sFIRST");
        String plain = first ? definition.replaceFirst("(?i)\\s+FIRST$", "") : byAfter[0].strip();
        if (!first && byAfter.length == 1) {
            table.columns.put(name, plain);
            return;
        }
        String after = first ? null : DdlText.identifier(byAfter[1]);
        Map<String, String> old = new LinkedHashMap<>(table.columns);
        old.remove(name);
        table.columns.clear();
        if (first || !old.containsKey(after)) {
            table.columns.put(name, plain);
        }
        old.forEach((column, text) -> {
            table.columns.put(column, text);
            if (column.equals(after)) {
                table.columns.put(name, plain);
            }
        });
    }

    private static void change(Table table, String from, String part) {
        Map<String, String> old = new LinkedHashMap<>(table.columns);
        table.columns.clear();
        old.forEach((name, text) -> {
            if (name.equals(from)) {
                table.columns.put(DdlText.identifier(part), DdlText.afterIdentifier(part));
            } else {
                table.columns.put(name, text);
            }
        });
    }

    private static Optional<String> after(String clause, String words) {
        String rest = clause.replaceFirst("(?i)^" + words.replace(" ", "\\s+"), "");
        boolean matched = clause.matches("(?is)^" + words.replace(" ", "\\s+") + ".*");
        return matched ? Optional.of(rest.strip()) : Optional.empty();
    }
}
