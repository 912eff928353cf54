package io.jenkins.plugins.planetscale.release.schema;

import java.util.List;

/** What a change of a text's or binary string's type, length, values or character set can lose. */
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
        String room = isList(from) || isList(to) ? list(from, to) : length(before, after);
        if (characters == null || room == null) {
            return characters == null ? room : characters;
        }
        return characters + "; " + room;
    }

    private static boolean isList(ColumnType type) {
        return type.name().equals("enum") || type.name().equals("set");
    }

    private static String list(ColumnType from, ColumnType to) {
        if (!isList(to)) {
            long longest = longest(from);
            return !TypeComparison.isText(to) || characters(to) >= longest
                    ? null
                    : "values of more than " + characters(to) + " characters are lost or refused";
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
        List<String> kept = to.values().stream().filter(from.values()::contains).toList();
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

    private static String length(ColumnDefinition before, ColumnDefinition after) {
        ColumnType from = before.type();
        ColumnType to = after.type();
        if (from.name().equals("varchar") && to.name().equals("char")) {
            String shorter = characters(to) < characters(from) ? tooLong(to) + "; " : "";
            return shorter + "spaces at the end of values are lost";
        }
        if (TypeComparison.isBytes(from)
                && to.name().equals("binary")
                && !from.name().equals("binary")) {
            return (bytes(after) < bytes(before) ? tooLong(to) + "; " : "")
                    + "values are filled up with zero bytes, and their original length is lost";
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
