package io.jenkins.plugins.planetscale;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What the code and the documents refer to is there: the marks with which the code cites facts about PlanetScale's API, the
 * invariants, and the links into documents.
 */
class ReferencesTest {
    private static final String FACTS = "docs/planetscale-api.md";

    /** {@code [L late-schema]}, or a mark that names no fact. */
    private static final Pattern MARK = Pattern.compile("\\[([SDLF?])(?:[ ,]+([^]\\n]*))?](?!\\()");

    private static final Pattern INVARIANT = Pattern.compile("(?:\\binvariants? |\\()(I\\d{1,2})\\b");

    private static final Pattern CODE = Pattern.compile("`([^`\\n]+)`");

    /** Of two words at least; others are too common. */
    private static final Pattern TYPE = Pattern.compile("(?<![\\w.$/…@-])[A-Z][a-z0-9]+(?:[A-Z][A-Za-z0-9]*)+\\b");

    /** What CONTRIBUTING.md has the reader make, and what is not ours or no name of a file. */
    private static final Set<String> EXAMPLES =
            Set.of("ToyStep", "ToyResult", "DescriptorImpl", "NoExternalUse", "PlanetScale", "XStream2");

    private static final Pattern REFERENCE = Pattern.compile("\\b(docs/[a-z-]+\\.md)(?:#([A-Za-z0-9-]+))?");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6} (.*)$");
    private static final Pattern ID = Pattern.compile("<a id=\"([^\"]+)\"></a>");
    private static final Pattern FENCED = Pattern.compile("(?ms)^```.*?^```$");

    private final Path root = root();
    private final List<String> problems = new ArrayList<>();

    /** The full build runs in the root of the project, the offline build in {@code offline/plugin}. */
    private static Path root() {
        Path here = Path.of("").toAbsolutePath();
        while (!Files.isRegularFile(here.resolve(FACTS))) {
            here = here.getParent();
            assertTrue(here != null, FACTS + " is not there");
        }
        return here;
    }

    @Test
    void everyMarkCitesAFactThatIsKnownInThisWay() throws IOException {
        Map<String, String> facts = facts();
        int cited = 0;
        for (Path file : files("src/main/java", ".java")) {
            for (MatchResult mark : found(MARK, Files.readString(file))) {
                cited++;
                String fact = mark.group(2) == null ? null : facts.get(mark.group(2));
                if (fact == null) {
                    problem(file, mark.group() + " names no fact of " + FACTS);
                } else if (!fact.contains("[" + mark.group(1) + "]")) {
                    problem(file, mark.group() + ", but " + FACTS + " does not know it by [" + mark.group(1) + "]");
                }
            }
        }
        assertTrue(cited > 30, "found " + cited);
        assertNoProblem();
    }

    @Test
    void everyMarkIsExplained() throws IOException {
        String marks = Files.readString(root.resolve(FACTS)).split("(?m)^## ")[1];
        for (String mark : List.of("S", "D", "L", "F", "?")) {
            if (!marks.contains("| `[" + mark + "]` | ")) {
                problems.add("[" + mark + "] is not in the table of marks");
            }
        }
        assertNoProblem();
    }

    @Test
    void everyDocumentThatTheSourcesNameIsThere() throws IOException {
        int named = 0;
        for (String folder : List.of("src/main", "src/test/java", "offline/host/src", "offline/plugin/src", "bin")) {
            for (Path file : files(folder, "")) {
                for (MatchResult reference : found(REFERENCE, text(file))) {
                    named++;
                    check(file, root.resolve(reference.group(1)), reference.group(2));
                }
            }
        }
        assertTrue(named > 20, "found " + named);
        assertNoProblem();
    }

    @Test
    void everyLinkOfADocumentLeadsSomewhere() throws IOException {
        List<Path> documents = new ArrayList<>(files("docs", ".md"));
        documents.add(root.resolve("README.md"));
        documents.add(root.resolve("CONTRIBUTING.md"));
        for (Path document : documents) {
            for (MatchResult link : found(LINK, withoutCode(Files.readString(document)))) {
                String target = link.group(1);
                if (!target.matches("(https?|mailto):.*")) {
                    String[] parts = target.split("#", 2);
                    Path there = parts[0].isEmpty() ? document : document.resolveSibling(parts[0]);
                    check(document, there.normalize(), parts.length > 1 ? parts[1] : null);
                }
            }
        }
        assertNoProblem();
    }

    @Test
    void everyInvariantThatTheCodeNamesIsExplained() throws IOException {
        Set<String> known = anchors(Files.readString(root.resolve("docs/architecture.md")));
        int named = 0;
        for (Path file : files("src/main/java", ".java")) {
            for (MatchResult invariant : found(INVARIANT, Files.readString(file))) {
                named++;
                if (!known.contains(invariant.group(1).toLowerCase(Locale.ROOT))) {
                    problem(file, invariant.group() + " is not in docs/architecture.md");
                }
            }
        }
        assertTrue(named > 10, "found " + named);
        assertNoProblem();
    }

    @Test
    void everyClassThatADocumentForDevelopersNamesIsThere() throws IOException {
        Set<String> there = new HashSet<>(EXAMPLES);
        for (String folder : List.of("src", "offline/host/src", "offline/plugin/src")) {
            files(folder, ".java")
                    .forEach(file -> there.add(file.getFileName().toString().replace(".java", "")));
        }
        int named = 0;
        for (String name : List.of("docs/architecture.md", "docs/operations.md", "CONTRIBUTING.md")) {
            Path document = root.resolve(name);
            for (MatchResult code : found(CODE, withoutCode(Files.readString(document)))) {
                for (MatchResult type : found(TYPE, code.group(1))) {
                    named++;
                    if (!there.contains(type.group())) {
                        problem(document, "there is no class " + type.group());
                    }
                }
            }
        }
        assertTrue(named > 80, "found " + named);
        assertNoProblem();
    }

    /** Whether what is forgotten would be found; else the tests above prove nothing. */
    @Test
    void whatLeadsNowhereIsFound() throws IOException {
        check(root, root.resolve(FACTS), "states");
        assertEquals(List.of(), problems);
        check(root, root.resolve(FACTS), "no-such-fact");
        check(root, root.resolve("docs").resolve("no-such-page.md"), null);
        assertEquals(2, problems.size());
        assertEquals(
                List.of("[L]", "[D, S]", "[S paging]"),
                found(MARK, "a [L] b [D, S] c [S paging] d long[STAGES] [S](link)").stream()
                        .map(MatchResult::group)
                        .toList());
        assertTrue(facts().get("late-schema").contains("[L]"));
    }

    private void check(Path from, Path document, String anchor) throws IOException {
        if (!Files.exists(document)) {
            problem(from, "there is no " + document.getFileName());
        } else if (anchor != null && !anchors(Files.readString(document)).contains(anchor)) {
            problem(from, "there is no #" + anchor + " in " + document.getFileName());
        }
    }

    /** What each fact says, by its name: from its anchor to the next one, or to the next heading. */
    private Map<String, String> facts() throws IOException {
        Map<String, String> facts = new LinkedHashMap<>();
        for (String section : Files.readString(root.resolve(FACTS)).split("(?m)^## ")) {
            String[] parts = section.split("<a id=\"");
            for (int i = 1; i < parts.length; i++) {
                int end = parts[i].indexOf('"');
                facts.put(parts[i].substring(0, end), parts[i].substring(end));
            }
        }
        return facts;
    }

    /** As GitHub makes them of headings, and those that are written down. */
    private static Set<String> anchors(String markdown) {
        Set<String> anchors = new HashSet<>();
        String text = withoutCode(markdown);
        for (MatchResult heading : found(HEADING, text)) {
            String name =
                    heading.group(1).replaceAll("\\[([^]]*)]\\([^)]*\\)", "$1").toLowerCase(Locale.ROOT);
            anchors.add(name.replaceAll("[^\\p{L}\\p{N} _-]", "").strip().replace(' ', '-'));
        }
        found(ID, text).forEach(id -> anchors.add(id.group(1)));
        return anchors;
    }

    private static String withoutCode(String markdown) {
        return FENCED.matcher(markdown).replaceAll("");
    }

    private static List<MatchResult> found(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.results().toList();
    }

    private List<Path> files(String folder, String ending) throws IOException {
        try (Stream<Path> all = Files.walk(root.resolve(folder))) {
            return all.filter(Files::isRegularFile)
                    .filter(file -> file.toString().endsWith(ending))
                    .toList();
        }
    }

    /** Also of a file that is no text. */
    private static String text(Path file) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
    }

    private void problem(Path file, String what) {
        problems.add(root.relativize(file) + ": " + what);
    }

    private void assertNoProblem() {
        assertEquals("", String.join("\n", problems));
    }
}
