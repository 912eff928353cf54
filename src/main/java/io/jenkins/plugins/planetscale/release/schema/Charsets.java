package io.jenkins.plugins.planetscale.release.schema;

import java.util.Map;
import java.util.Set;

/**
 * Which characters MySQL 8's character sets can hold, and which its collations treat as equal [MySQL manual, "Character
 * Sets"].
 */
final class Charsets {
    private static final Map<String, String> DEFAULTS = Map.ofEntries(
            Map.entry("utf8mb4", "utf8mb4_0900_ai_ci"),
            Map.entry("latin1", "latin1_swedish_ci"),
            Map.entry("binary", "binary"),
            Map.entry("big5", "big5_chinese_ci"),
            Map.entry("gb2312", "gb2312_chinese_ci"),
            Map.entry("gbk", "gbk_chinese_ci"),
            Map.entry("gb18030", "gb18030_chinese_ci"),
            Map.entry("euckr", "euckr_korean_ci"),
            Map.entry("sjis", "sjis_japanese_ci"),
            Map.entry("cp932", "cp932_japanese_ci"),
            Map.entry("eucjpms", "eucjpms_japanese_ci"),
            Map.entry("ujis", "ujis_japanese_ci"),
            Map.entry("tis620", "tis620_thai_ci"),
            Map.entry("dec8", "dec8_swedish_ci"),
            Map.entry("hp8", "hp8_english_ci"),
            Map.entry("swe7", "swe7_swedish_ci"));

    private static final Set<String> UNICODE = Set.of("utf8mb4", "utf16", "utf16le", "utf32", "gb18030");
    private static final Set<String> BASIC_PLANE = Set.of("utf8mb3", "ucs2");
    /** These hold only what ASCII holds, more or less. */
    private static final Set<String> NOT_LIKE_ASCII = Set.of("swe7");

    private Charsets() {}

    static String name(String written) {
        String name = SqlText.lower(written);
        return name.equals("utf8") ? "utf8mb3" : name;
    }

    static String collation(String written) {
        String name = SqlText.lower(written);
        return name.startsWith("utf8_") ? "utf8mb3_" + name.substring("utf8_".length()) : name;
    }

    static String defaultCollation(String charset) {
        return DEFAULTS.getOrDefault(charset, charset + "_general_ci");
    }

    static String of(String collation) {
        int end = collation.indexOf('_');
        return end < 0 ? collation : collation.substring(0, end);
    }

    /** Whether every text of one character set can be written in the other. */
    static boolean holds(String wider, String narrower) {
        if (wider.equals(narrower) || UNICODE.contains(wider)) {
            return !narrower.equals("binary") || wider.equals("binary");
        }
        if (narrower.equals("ascii")) {
            return !NOT_LIKE_ASCII.contains(wider);
        }
        return BASIC_PLANE.contains(wider) && !UNICODE.contains(narrower) && !narrower.equals("binary");
    }

    /** The bytes that a character can take. */
    static int bytes(String charset) {
        if (charset == null) {
            return 1;
        }
        return switch (charset) {
            case "utf8mb4", "utf16", "utf16le", "utf32", "gb18030" -> 4;
            case "utf8mb3", "ujis", "eucjpms" -> 3;
            case "ucs2", "big5", "gb2312", "gbk", "euckr", "sjis", "cp932" -> 2;
            default -> 1;
        };
    }

    /** Whether a character can take more bytes than before. Those of utf8mb3 take as many in utf8mb4. */
    static boolean grows(String before, String after) {
        return bytes(after) > bytes(before) && !(before.equals("utf8mb3") && after.equals("utf8mb4"));
    }

    /** What the collation takes for equal that the former does not; null for nothing that is certain. */
    static String merges(String before, String after) {
        if (!ignoresCase(before) && ignoresCase(after)) {
            return ignoresAccents(after) && !ignoresAccents(before)
                    ? "values that differ only in case or accents become equal"
                    : "values that differ only in case become equal";
        }
        if (!ignoresAccents(before) && ignoresAccents(after)) {
            return "values that differ only in accents become equal";
        }
        return countsTrailingSpaces(before) && !countsTrailingSpaces(after)
                ? "values that differ only in spaces at the end become equal"
                : null;
    }

    private static boolean isBinary(String collation) {
        return collation.equals("binary") || collation.endsWith("_bin");
    }

    private static boolean ignoresCase(String collation) {
        return !isBinary(collation) && !collation.endsWith("_cs") && !collation.contains("_cs_");
    }

    private static boolean ignoresAccents(String collation) {
        return !isBinary(collation) && !collation.contains("_as_") && !collation.endsWith("_cs");
    }

    private static boolean countsTrailingSpaces(String collation) {
        return collation.equals("binary") || collation.contains("_0900_");
    }
}
