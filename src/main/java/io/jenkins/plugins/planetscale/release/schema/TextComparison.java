package io.jenkins.plugins.planetscale.release.schema;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;

/** What is lost when the type, length, values or character set of a text or binary column changes. */
final class TextComparison {
    private TextComparison() {}

    /** As {@link TypeComparison#loss}; {@code before} is a text or a binary string. */
    static String loss(ColumnDefinition before, ColumnDefinition after) {
        ColumnType from = before.type();
        ColumnType to = after.type();
        boolean fromText = TypeComparison.isText(from);
        boolean toText = TypeComparison.isText(to);
        if (!toText && !TypeComparison.isBytes(to)) {
            return to.name().equals("json")
                    ? "values that are no JSON are lost or refused"
                    : TypeComparison.otherKind();
        }
        String characters = fromText && toText && !Charsets.holds(after.charset(), before.charset())
                ? "characters that " + after.charset() + " has not are lost or refused"
                : null;
        if (!fromText && toText) {
            characters = "bytes that are no " + after.charset() + " text are lost or refused";
        }
        String room = isList(from) || isList(to) ? list(before, after) : length(before, after);
        if (characters == null || room == null) {
            return characters == null ? room : characters;
        }
        return characters + "; " + room;
    }

    private static boolean isList(ColumnType type) {
        return type.name().equals("enum") || type.name().equals("set");
    }

    private static String list(ColumnDefinition before, ColumnDefinition after) {
        ColumnType from = before.type();
        ColumnType to = after.type();
        if (!isList(to) && !TypeComparison.isText(to)) {
            String shorter = bytes(after) < longestInBytes(from, before.charset()) ? tooLong(to) : null;
            return to.name().equals("binary") ? filled(shorter) : shorter;
        }
        if (!isList(to)) {
            long longest = longest(from) * (counted(to) ? 1 : Charsets.bytes(after.charset()));
            return characters(to) >= longest ? null : tooLong(to);
        }
        if (!isList(from) || from.name().equals("set") && to.name().equals("enum")) {
            return "values that are not on the list are lost or refused";
        }
        List<String> gone = TypeComparison.missing(from.values(), to.values());
        if (!gone.isEmpty()) {
            return (gone.size() == 1 ? "the value " : "the values ")
                    + String.join(", ", gone.stream().map(SqlText::string).toList())
                    + (gone.size() == 1 ? " is" : " are") + " no longer on the list: rows with "
                    + (gone.size() == 1 ? "it" : "them") + " lose it or are refused";
        }
        List<String> kept = to.values().stream()
                .filter(new HashSet<>(from.values())::contains)
                .toList();
        return kept.equals(from.values())
                ? null
                : "the values are in another order: they sort differently, and" + " their numbers stand for others";
    }

    private static long longest(ColumnType list) {
        if (list.name().equals("enum")) {
            return list.values().stream().mapToInt(String::length).max().orElse(0);
        }
        return list.values().stream().mapToLong(value -> value.length() + 1L).sum() - 1;
    }

    private static long longestInBytes(ColumnType list, String charset) {
        boolean utf8 = charset != null && charset.startsWith("utf8");
        return list.name().equals("enum") && utf8
                ? list.values().stream()
                        .mapToInt(value -> value.getBytes(StandardCharsets.UTF_8).length)
                        .max()
                        .orElse(0)
                : longest(list) * Charsets.bytes(charset);
    }

    private static String length(ColumnDefinition before, ColumnDefinition after) {
        ColumnType from = before.type();
        ColumnType to = after.type();
        if (from.name().equals("varchar") && to.name().equals("char")) {
            String shorter = characters(to) < characters(from) ? tooLong(to) + "; " : "";
            return shorter + "spaces at the end of values are lost";
        }
        if (to.name().equals("binary") && !(from.equals(to))) {
            String shorter = bytes(after) < bytes(before) ? tooLong(to) : null;
            return !from.name().equals("binary")
                    ? filled(shorter)
                    : shorter != null
                            ? shorter
                            : "values get zero bytes at their end and are no longer equal to others";
        }
        if (counted(from) && counted(to) && TypeComparison.isText(from) && TypeComparison.isText(to)) {
            return characters(to) >= characters(from) ? null : tooLong(to);
        }
        long needed = Math.min(bytes(before), counted(from) ? 65535 : Long.MAX_VALUE);
        if (counted(to) && TypeComparison.isText(to)) {
            return characters(to) >= needed ? null : tooLong(to); // a byte each, at worst
        }
        if (counted(from) && TypeComparison.isText(from) && TypeComparison.isText(to)) {
            needed = characters(from) * Charsets.bytes(after.charset());
            needed = Charsets.grows(before.charset(), after.charset()) ? needed : Math.min(needed, 65535);
        } else if (TypeComparison.isText(from)
                && TypeComparison.isText(to)
                && bytes(after) <= 65535
                && Charsets.grows(before.charset(), after.charset())) {
            return bytes(after) < needed
                    ? tooLong(to)
                    : "values take more bytes in " + after.charset() + ": those near the limit of " + bytes(after)
                            + " bytes are lost or refused";
        }
        return bytes(after) >= needed ? null : tooLong(to);
    }

    private static String filled(String shorter) {
        return (shorter == null ? "" : shorter + "; ")
                + "values are filled up with zero bytes, and their original length is lost";
    }

    /**
     * What becomes of the numbers of a list's values; null for nothing. An ALTER takes values over by their text (so does
     * Vitess, which copies an ENUM as text), so a value that is inserted loses none, and those that were there keep
     * their order: only what goes by the numbers is different.
     */
    static String numbers(ColumnType from, ColumnType to) {
        boolean same = isList(from) && from.name().equals(to.name());
        return same
                        && to.values().size() >= from.values().size()
                        && new HashSet<>(to.values()).containsAll(from.values())
                        && !to.values().subList(0, from.values().size()).equals(from.values())
                ? "no value is lost, but the numbers of the values behind the new one change: look for what stores or"
                        + " compares them as numbers"
                : null;
    }

    private static String tooLong(ColumnType to) {
        return "values longer than "
                + (counted(to)
                        ? to.size(1) + (TypeComparison.isText(to) ? " characters" : " bytes")
                        : size(to) + " bytes")
                + " are lost or refused";
    }

    private static boolean counted(ColumnType type) {
        return switch (type.name()) {
            case "char", "varchar", "binary", "varbinary" -> true;
            default -> false;
        };
    }

    /** How many characters are sure to fit. */
    static long characters(ColumnType type) {
        return counted(type) ? type.size(1) : size(type);
    }

    private static long bytes(ColumnDefinition column) {
        ColumnType type = column.type();
        return counted(type) ? (long) type.size(1) * Charsets.bytes(column.charset()) : size(type);
    }

    private static long size(ColumnType type) {
        return switch (type.name()) {
            case "tinytext", "tinyblob" -> 255;
            case "text", "blob" -> 65535;
            case "mediumtext", "mediumblob" -> 16777215;
            default -> 4294967295L;
        };
    }
}
