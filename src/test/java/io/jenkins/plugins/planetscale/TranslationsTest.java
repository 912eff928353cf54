package io.jenkins.plugins.planetscale;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.PropertyResourceBundle;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every text that Jenkins shows in English it shows in German and Japanese, too.
 *
 * <p>Stapler and localizer read the files by {@link PropertyResourceBundle}: UTF-8 since Java 9, and silently ISO-8859-1
 * where a file is no UTF-8. They run every text through {@link MessageFormat}, with or without arguments.
 */
class TranslationsTest {
    private static final Pattern TRANSLATION = Pattern.compile("(.*)_([a-z]{2})\\.properties");
    private static final Pattern ARGUMENT = Pattern.compile("\\{(\\d)");
    /** A replaced character, a control character, or UTF-8 that was read as ISO-8859-1 or windows-1252. */
    private static final Pattern GARBLED = Pattern.compile("[\\uFFFD\\u0080-\\u009F]|[\\u00C2\\u00C3\\u00E2-\\u00EF]"
            + "[\\u00A0-\\u00BF\\u20AC\\u201A-\\u201E\\u2020-\\u2026\\u0152\\u0153\\u0178\\u017D\\u017E]");

    private static final Pattern JAPANESE = Pattern.compile("[\\p{IsHiragana}\\p{IsKatakana}\\p{IsHan}]");
    private static final Pattern WORD = Pattern.compile("\\p{L}{2,}");
    /** Names and words that are the same in both languages. */
    private static final Map<String, Set<String>> SAME = Map.of(
            "de",
            Set.of(
                    "API",
                    "Backup {0}",
                    "Branch",
                    "Branch {0}",
                    "Branches",
                    "Build",
                    "Gates",
                    "Instant DDL",
                    "Name",
                    "PlanetScale",
                    "Region",
                    "Status",
                    "Test",
                    "Token",
                    "in {0}",
                    "live"),
            "ja",
            Set.of("API", "API URL", "Instant DDL", "PlanetScale"));

    private final List<String> problems = new ArrayList<>();

    private static Path root() throws Exception {
        return Path.of(TranslationsTest.class
                        .getResource("view/Messages.properties")
                        .toURI())
                .getParent()
                .getParent();
    }

    /** The files of texts, relative to the root, without {@code .properties}. */
    private static Set<String> files(Path root) throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
            return all.map(file -> root.relativize(file).toString().replace('\\', '/'))
                    .filter(name -> name.endsWith(".properties"))
                    .map(name -> name.substring(0, name.length() - ".properties".length()))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"de", "ja"})
    void everyTextIsTranslated(String language) throws Exception {
        Path root = root();
        Set<String> names = files(root);
        Set<String> english = new TreeSet<>();
        for (String name : names) {
            var translated = TRANSLATION.matcher(name + ".properties");
            if (!translated.matches()) {
                english.add(name);
            } else if (!names.contains(translated.group(1))) {
                problems.add(name + " translates a file that is not there");
            }
        }
        assertFalse(english.isEmpty());
        for (String name : english) {
            String translation = name + "_" + language;
            if (names.contains(translation)) {
                compare(translation, language, load(root, name), load(root, translation));
            } else {
                problems.add(translation + ".properties is missing");
            }
        }
        assertEquals("", String.join("\n", problems));
    }

    private Map<String, String> load(Path root, String name) throws IOException {
        byte[] bytes = Files.readAllBytes(root.resolve(name + ".properties"));
        String text;
        try {
            text = Files.readString(root.resolve(name + ".properties"));
        } catch (CharacterCodingException e) {
            throw new AssertionError(name + ".properties is no UTF-8", e);
        }
        Set<Object> keys = new HashSet<>();
        new Properties() {
            private static final long serialVersionUID = 1L;

            @Override
            public synchronized Object put(Object key, Object value) {
                if (!keys.add(key)) {
                    problems.add(name + " has " + key + " twice");
                }
                return super.put(key, value);
            }
        }.load(new StringReader(text));
        PropertyResourceBundle bundle = new PropertyResourceBundle(new ByteArrayInputStream(bytes));
        Map<String, String> texts = new TreeMap<>();
        bundle.keySet().forEach(key -> texts.put(key, bundle.getString(key)));
        return texts;
    }

    private void compare(String file, String language, Map<String, String> english, Map<String, String> other) {
        if (!english.keySet().equals(other.keySet())) {
            Set<String> missing = new TreeSet<>(english.keySet());
            missing.removeAll(other.keySet());
            Set<String> tooMany = new TreeSet<>(other.keySet());
            tooMany.removeAll(english.keySet());
            problems.add(file + " lacks " + missing + " and has " + tooMany + " that the English has not");
        }
        other.forEach((key, text) -> {
            String where = file + ", " + key + ": ";
            String original = english.getOrDefault(key, text);
            if (!arguments(original).equals(arguments(text))) {
                problems.add(where + "other arguments than \"" + original + "\"");
            }
            if (GARBLED.matcher(text).find()) {
                problems.add(where + "garbled characters");
            }
            boolean words = WORD.matcher(text.replaceAll("\\{[^}]*}", "")).find();
            boolean foreign = language.equals("ja") ? JAPANESE.matcher(text).find() : !text.equals(original);
            if (words && !foreign && !SAME.get(language).contains(text)) {
                problems.add(where + "not translated");
            }
            formats(where, language, text);
        });
    }

    private static Set<Integer> arguments(String text) {
        return ARGUMENT.matcher(text)
                .results()
                .map(MatchResult::group)
                .map(found -> Integer.parseInt(found.substring(1)))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** A single apostrophe is swallowed, with every argument up to the next one; and a stray brace throws. */
    private void formats(String where, String language, String text) {
        if (text.replace("''", "").contains("'")) {
            problems.add(where + "an apostrophe that is not doubled");
        }
        try {
            MessageFormat format = new MessageFormat(text, Locale.forLanguageTag(language));
            String shown = format.format(new Object[] {11, 12, 13, 14, 15});
            if (!arguments(text).stream().allMatch(argument -> shown.contains("" + (11 + argument)))) {
                problems.add(where + "an argument is not shown: " + shown);
            }
            if (shown.contains("{") || shown.contains("}")) {
                problems.add(where + "a brace is left: " + shown);
            }
            format.format(new Object[] {1, 1, 1, 1, 1});
        } catch (IllegalArgumentException e) {
            problems.add(where + e.getMessage());
        }
    }
}
