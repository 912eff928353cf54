package io.jenkins.plugins.planetscale.release.schema;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is lost when a column's type changes [MySQL manual, "Data Types"]: {@code null} for nothing, {@link #UNKNOWN},
 * or the reason.
 */
final class TypeComparison {
    static final String UNKNOWN = "it is not known what this change of type does to the values";

    private static final String OTHER_KIND = "values that are not of the new kind are lost or refused";
    static final Map<String, Integer> INTEGERS =
            Map.of("tinyint", 8, "smallint", 16, "mediumint", 24, "int", 32, "bigint", 64);
    private static final Set<String> TIMES = Set.of("date", "time", "datetime", "timestamp", "year");
    private static final Set<String> GEOMETRIES = Set.of(
            "geometry",
            "point",
            "linestring",
            "polygon",
            "multipoint",
            "multilinestring",
            "multipolygon",
            "geometrycollection");
    private static final Set<String> BYTES =
            Set.of("binary", "varbinary", "tinyblob", "blob", "mediumblob", "longblob");
    private static final Set<String> OTHERS = Set.of("decimal", "float", "double", "bit", "json", "vector");

    private TypeComparison() {}

    static String loss(ColumnDefinition before, ColumnDefinition after) {
        ColumnType from = before.type();
        ColumnType to = after.type();
        if (!isKnown(from) || !isKnown(to)) {
            return from.equals(to) ? null : UNKNOWN;
        }
        if (isText(from) || isBytes(from)) {
            return TextComparison.loss(before, after);
        }
        if (from.name().equals("json")) {
            return to.name().equals("json") || to.name().equals("longtext") && holdsJson(after)
                    ? null
                    : isText(to) ? "documents that are longer than the new type are lost or refused" : OTHER_KIND;
        }
        if (isText(to)) {
            return room(from, to);
        }
        if (TIMES.contains(from.name())) {
            return time(from, to);
        }
        if (GEOMETRIES.contains(from.name())) {
            return geometry(from.name(), to.name());
        }
        if (from.name().equals("vector")) {
            return from.equals(to) ? null : OTHER_KIND;
        }
        return number(from, to);
    }

    private static boolean holdsJson(ColumnDefinition text) {
        return Charsets.holds(text.charset(), "utf8mb4");
    }

    private static boolean isKnown(ColumnType type) {
        String name = type.name();
        return INTEGERS.containsKey(name)
                || TIMES.contains(name)
                || GEOMETRIES.contains(name)
                || OTHERS.contains(name)
                || isText(type)
                || isBytes(type);
    }

    static boolean isText(ColumnType type) {
        return ColumnReader.TEXTS.contains(type.name());
    }

    static boolean isBytes(ColumnType type) {
        return BYTES.contains(type.name());
    }

    private static String number(ColumnType from, ColumnType to) {
        boolean negative = !from.unsigned() && !from.name().equals("bit");
        if (negative && to.unsigned() && isNumber(to)) {
            return "negative values are lost or refused";
        }
        return switch (from.name()) {
            case "decimal" -> decimal(from, to);
            case "float", "double" -> floating(from, to);
            case "bit" -> bit(from, to);
            default -> integer(from, to);
        };
    }

    private static boolean isNumber(ColumnType type) {
        return INTEGERS.containsKey(type.name())
                || Set.of("decimal", "float", "double").contains(type.name());
    }

    private static String integer(ColumnType from, ColumnType to) {
        int bits = INTEGERS.get(from.name());
        if (INTEGERS.containsKey(to.name())) {
            int room = INTEGERS.get(to.name()) - (from.unsigned() && !to.unsigned() ? 1 : 0);
            return room >= bits ? null : "values outside the range of " + to + " are lost or refused";
        }
        return switch (to.name()) {
            case "decimal" -> to.size(10) - to.scale(0) >= digits(from) ? null : outside(to);
            case "double" ->
                !to.sizes().isEmpty() && to.size(0) - to.scale(0) < digits(from)
                        ? outside(to)
                        : bits <= 32 ? null : inexact(to);
            case "float" -> to.sizes().isEmpty() && bits <= 24 ? null : inexact(to);
            case "bit" -> from.unsigned() && to.size(1) >= bits ? null : outside(to);
            default -> OTHER_KIND;
        };
    }

    private static int digits(ColumnType integer) {
        return switch (integer.name()) {
            case "tinyint" -> 3;
            case "smallint" -> 5;
            case "mediumint" -> integer.unsigned() ? 8 : 7;
            case "int" -> 10;
            default -> integer.unsigned() ? 20 : 19;
        };
    }

    private static String decimal(ColumnType from, ColumnType to) {
        int whole = from.size(10) - from.scale(0);
        if (to.name().equals("decimal")) {
            boolean lessScale = to.scale(0) < from.scale(0);
            boolean lessWhole = to.size(10) - to.scale(0) < whole;
            return !lessScale && !lessWhole
                    ? null
                    : (lessScale ? "digits after the point are rounded off" : "")
                            + (lessScale && lessWhole ? "; " : "")
                            + (lessWhole ? outside(to) : "");
        }
        if (INTEGERS.containsKey(to.name())) {
            if (from.scale(0) > 0) {
                return "digits after the point are rounded off";
            }
            return whole < digits(to) ? null : outside(to);
        }
        return isNumber(to) ? inexact(to) : OTHER_KIND;
    }

    private static String floating(ColumnType from, ColumnType to) {
        if (to.name().equals("float") || to.name().equals("double")) {
            boolean shorter = from.name().equals("double") && to.name().equals("float");
            boolean limited = !to.sizes().isEmpty()
                    && !to.sizes().equals(from.sizes())
                    && (from.sizes().isEmpty()
                            || to.scale(0) < from.scale(0)
                            || to.size(0) - to.scale(0) < from.size(0) - from.scale(0));
            return shorter || limited ? inexact(to) : null;
        }
        return isNumber(to)
                ? "values are rounded, and those outside the range of " + to + " are lost or refused"
                : OTHER_KIND;
    }

    private static String bit(ColumnType from, ColumnType to) {
        int bits = from.size(1);
        if (to.name().equals("bit")) {
            return to.size(1) >= bits ? null : "values of more than " + to.size(1) + " bits are lost or refused";
        }
        if (INTEGERS.containsKey(to.name())) {
            return INTEGERS.get(to.name()) - (to.unsigned() ? 0 : 1) >= bits ? null : outside(to);
        }
        return OTHER_KIND;
    }

    private static String outside(ColumnType to) {
        return "values outside the range of " + to + " are lost or refused";
    }

    private static String inexact(ColumnType to) {
        return "values that " + to + " cannot hold exactly are rounded";
    }

    private static String time(ColumnType from, ColumnType to) {
        if (!TIMES.contains(to.name())) {
            boolean number = from.name().equals("year") && INTEGERS.getOrDefault(to.name(), 0) > 8;
            return number ? null : OTHER_KIND;
        }
        String change = from.name() + " " + to.name();
        String lost =
                switch (change) {
                    case "datetime date", "timestamp date" -> "the time of day is lost";
                    case "datetime time", "timestamp time" -> "the date is lost";
                    case "datetime timestamp", "date timestamp" ->
                        "values before 1970 and after 2038 are lost or refused";
                    case "datetime year", "timestamp year", "date year" -> "all but the year is lost";
                    case "date datetime", "timestamp datetime" -> null;
                    default -> from.name().equals(to.name()) ? null : OTHER_KIND;
                };
        boolean less = from.name().equals(to.name())
                || change.equals("timestamp datetime")
                || change.equals("datetime timestamp");
        return lost == null && less && to.size(0) < from.size(0) ? "fractions of a second are rounded off" : lost;
    }

    private static String geometry(String from, String to) {
        boolean wider =
                from.equals(to) || to.equals("geometry") || to.equals("geometrycollection") && from.startsWith("multi");
        return wider ? null : OTHER_KIND;
    }

    /** Whether the text of a number, a time or a document has room. */
    private static String room(ColumnType from, ColumnType to) {
        if (GEOMETRIES.contains(from.name())
                || from.name().equals("bit")
                || from.name().equals("vector")) {
            return OTHER_KIND;
        }
        if (to.name().equals("enum") || to.name().equals("set")) {
            return "values that are not on the list are lost or refused";
        }
        int needed =
                switch (from.name()) {
                    case "date" -> 10;
                    case "datetime", "timestamp" -> 19 + fraction(from);
                    case "time" -> 10 + fraction(from);
                    case "year" -> 4;
                    case "decimal" -> decimalWidth(from);
                    case "float" -> Math.max(14, from.size(0) + 3);
                    case "double" -> Math.max(24, from.size(0) + 3);
                    default -> Math.max(digits(from) + (from.unsigned() ? 0 : 1), from.zerofill() ? from.size(0) : 0);
                };
        long room = TextComparison.characters(to);
        return room >= needed ? null : "values of more than " + room + " characters are lost or refused";
    }

    /** With the sign, the point, and the 0 before it where there is no digit for one: {@code -0.12345}. */
    private static int decimalWidth(ColumnType from) {
        return from.size(10)
                + (from.unsigned() ? 0 : 1)
                + (from.scale(0) > 0 ? 1 : 0)
                + (from.scale(0) > 0 && from.scale(0) == from.size(10) ? 1 : 0);
    }

    private static int fraction(ColumnType from) {
        return from.size(0) == 0 ? 0 : 1 + from.size(0);
    }

    static String otherKind() {
        return OTHER_KIND;
    }

    static List<String> missing(List<String> before, List<String> after) {
        Set<String> left = new HashSet<>(after);
        return before.stream().filter(value -> !left.contains(value)).toList();
    }
}
