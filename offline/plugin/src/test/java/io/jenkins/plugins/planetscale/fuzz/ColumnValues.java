package io.jenkins.plugins.planetscale.fuzz;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Values at the limits of MySQL's types, and whether another type holds them: by the MySQL manual ("Data Types"), without
 * a look at the comparison of the gates. The character set is utf8mb4.
 */
final class ColumnValues {
    private static final Pattern TYPE = Pattern.compile(
            "\\s*([a-z]+)\\s*(?:\\(\\s*([^()]{0,200}?)\\s*\\))?(\\s+unsigned)?(\\s+(?:not\\s+)?null)?\\s*",
            Pattern.CASE_INSENSITIVE);
    private static final Map<String, Integer> BITS =
            Map.of("tinyint", 8, "smallint", 16, "mediumint", 24, "int", 32, "bigint", 64);
    private static final Map<String, Integer> TEXTS =
            Map.of("tinytext", 255, "text", 65_535, "mediumtext", 16_777_215, "longtext", Integer.MAX_VALUE);
    private static final Map<String, Integer> BLOBS =
            Map.of("tinyblob", 255, "blob", 65_535, "mediumblob", 16_777_215, "longblob", Integer.MAX_VALUE);

    private ColumnValues() {}

    /** @param list of an ENUM */
    record Type(String name, int first, int second, boolean unsigned, List<String> list) {}

    /** Of a value that is a time: its text, and whether the date and the time of day count. */
    record Moment(String text, boolean date, boolean time, int fraction, int year) {}

    /** A text of so many characters and bytes; the text itself where it is one of a list. */
    record Text(String text, long characters, long bytes) {
        static Text of(String text) {
            return new Text(text, text.length(), text.length());
        }
    }

    /** Bytes that are no text. */
    record Bytes(long length) {}

    /** Null for a type, or a way to write it, that is not known here. */
    static Type type(String text) {
        Matcher type = TYPE.matcher(text);
        if (!type.matches()) {
            return null;
        }
        String name = type.group(1).toLowerCase(Locale.ROOT);
        String inside = type.group(2) == null ? "" : type.group(2);
        boolean unsigned = type.group(3) != null;
        if (name.equals("enum")) {
            boolean plain = inside.matches("'[a-z]+'(,'[a-z]+')*");
            return plain ? new Type(name, 0, 0, false, List.of(inside.replace("'", "").split(","))) : null;
        }
        if (!inside.matches("([0-9]{1,5}(\\s*,\\s*[0-9]{1,2})?)?")) {
            return null;
        }
        String[] sizes = inside.isEmpty() ? new String[0] : inside.split("\\s*,\\s*");
        int first = sizes.length > 0 ? Integer.parseInt(sizes[0]) : -1;
        int second = sizes.length > 1 ? Integer.parseInt(sizes[1]) : 0;
        boolean known =
                switch (name) {
                    case "decimal" -> first != 0 && first <= 65 && second <= 30 && second <= (first < 0 ? 10 : first);
                    case "bit" -> first != 0 && first <= 64;
                    case "date", "json" -> first < 0;
                    case "year" -> first < 0;
                    case "datetime", "timestamp", "time" -> first <= 6 && sizes.length < 2;
                    case "char", "binary" -> first != 0 && first <= 255 && sizes.length < 2;
                    case "varchar", "varbinary" -> first > 0 && first <= 16_000 && sizes.length < 2;
                    case "double" -> first < 0;
                    default -> BITS.containsKey(name) || (TEXTS.containsKey(name) || BLOBS.containsKey(name)) && first < 0;
                };
        boolean number = BITS.containsKey(name) || name.equals("decimal") || name.equals("double");
        return known && (number || !unsigned) ? new Type(name, first, second, unsigned, List.of()) : null;
    }

    /** Values that a column of the type can hold. */
    static List<Object> some(Type type) {
        List<Object> values = new ArrayList<>();
        if (BITS.containsKey(type.name())) {
            values.add(new BigDecimal(max(type)));
            values.add(new BigDecimal(min(type)));
        } else if (TEXTS.containsKey(type.name())) {
            values.add(new Text(null, TEXTS.get(type.name()), TEXTS.get(type.name())));
        } else if (BLOBS.containsKey(type.name())) {
            values.add(new Bytes(BLOBS.get(type.name())));
        }
        int size = Math.max(type.first(), 1);
        switch (type.name()) {
            case "decimal" -> {
                int digits = type.first() < 0 ? 10 : type.first();
                BigDecimal most = new BigDecimal(BigInteger.TEN.pow(digits).subtract(BigInteger.ONE), type.second());
                values.add(most);
                values.add(type.unsigned() ? BigDecimal.ZERO : most.negate());
            }
            case "double" -> values.addAll(List.of(new BigDecimal("1e300"), new BigDecimal(1.0 / 3)));
            case "bit" -> values.add(new BigDecimal(BigInteger.TWO.pow(size).subtract(BigInteger.ONE)));
            case "char", "varchar" -> values.addAll(List.of(new Text(null, size, size), new Text(null, size, 4L * size)));
            case "binary", "varbinary" -> values.add(new Bytes(size));
            case "enum" -> type.list().forEach(text -> values.add(Text.of(text)));
            case "json" -> values.add(new StringBuilder("[1]"));
            case "date" -> values.addAll(List.of(
                    new Moment("1000-01-01", true, false, 0, 1000), new Moment("9999-12-31", true, false, 0, 9999)));
            case "datetime" -> values.addAll(List.of(
                    new Moment("1000-01-01 23:59:59" + fraction(type), true, true, Math.max(0, type.first()), 1000),
                    new Moment("9999-12-31 23:59:59" + fraction(type), true, true, Math.max(0, type.first()), 9999)));
            case "timestamp" -> values.add(
                    new Moment("2030-12-31 23:59:59" + fraction(type), true, true, Math.max(0, type.first()), 2030));
            case "time" -> values.add(
                    new Moment("-838:59:59" + fraction(type), false, true, Math.max(0, type.first()), 0));
            case "year" -> values.add(2155);
            default -> {}
        }
        return values;
    }

    private static String fraction(Type type) {
        return type.first() <= 0 ? "" : "." + "9".repeat(type.first());
    }

    private static BigInteger max(Type type) {
        return BigInteger.TWO.pow(BITS.get(type.name()) - (type.unsigned() ? 0 : 1)).subtract(BigInteger.ONE);
    }

    private static BigInteger min(Type type) {
        return type.unsigned() ? BigInteger.ZERO : BigInteger.TWO.pow(BITS.get(type.name()) - 1).negate();
    }

    /** Whether a column of the type can hold exactly that value. */
    static boolean holds(Type type, Object value) {
        if (value instanceof BigDecimal number) {
            return holdsNumber(type, number);
        }
        if (value instanceof Text text) {
            return switch (type.name()) {
                case "enum" -> type.list().contains(text.text());
                case "binary" -> text.bytes() == Math.max(1, type.first());
                default -> room(type, text);
            };
        }
        if (value instanceof Bytes bytes) {
            return switch (type.name()) {
                case "binary" -> bytes.length() == Math.max(1, type.first());
                case "varbinary" -> bytes.length() <= type.first();
                default -> BLOBS.containsKey(type.name()) && bytes.length() <= BLOBS.get(type.name());
            };
        }
        if (value instanceof Moment moment) {
            return holdsMoment(type, moment);
        }
        if (value instanceof Integer year) {
            return switch (type.name()) {
                case "year" -> true;
                case "tinyint", "date", "datetime", "timestamp", "time", "enum", "json", "bit", "decimal", "double" -> false;
                default -> BITS.containsKey(type.name()) || room(type, Text.of(year.toString()));
            };
        }
        return type.name().equals("json") || type.name().equals("longtext");
    }

    private static boolean room(Type type, Text text) {
        return switch (type.name()) {
            case "char", "varchar" -> text.characters() <= Math.max(1, type.first());
            case "varbinary" -> text.bytes() <= type.first();
            default ->
                TEXTS.containsKey(type.name()) && text.bytes() <= TEXTS.get(type.name())
                        || BLOBS.containsKey(type.name()) && text.bytes() <= BLOBS.get(type.name());
        };
    }

    private static boolean holdsNumber(Type type, BigDecimal number) {
        BigDecimal plain = number.stripTrailingZeros();
        if (BITS.containsKey(type.name())) {
            return plain.scale() <= 0
                    && number.toBigInteger().compareTo(max(type)) <= 0
                    && number.toBigInteger().compareTo(min(type)) >= 0;
        }
        return switch (type.name()) {
            case "decimal" -> {
                int digits = (type.first() < 0 ? 10 : type.first()) - type.second();
                yield plain.scale() <= type.second()
                        && plain.abs().compareTo(BigDecimal.TEN.pow(digits)) < 0
                        && (!type.unsigned() || number.signum() >= 0);
            }
            case "double" -> new BigDecimal(number.doubleValue()).compareTo(number) == 0
                    && (!type.unsigned() || number.signum() >= 0);
            case "bit" -> plain.scale() <= 0
                    && number.signum() >= 0
                    && number.toBigInteger().bitLength() <= Math.max(1, type.first());
            default -> number.abs().compareTo(new BigDecimal("1e100")) > 0 // as text it is written in a short form
                    || number.scale() > 30
                    || room(type, Text.of(number.toPlainString()));
        };
    }

    private static boolean holdsMoment(Type type, Moment moment) {
        int fraction = Math.max(0, type.first());
        return switch (type.name()) {
            case "date" -> moment.date() && !moment.time();
            case "datetime" -> moment.date() && fraction >= moment.fraction();
            case "timestamp" -> moment.date() && fraction >= moment.fraction() && moment.year() > 1970 && moment.year() < 2038;
            case "time" -> !moment.date() && fraction >= moment.fraction();
            case "char", "varchar" -> moment.text().length() <= Math.max(1, type.first());
            default -> TEXTS.containsKey(type.name()) && moment.text().length() <= TEXTS.get(type.name());
        };
    }
}
