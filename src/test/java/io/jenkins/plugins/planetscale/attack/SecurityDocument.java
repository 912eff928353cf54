package io.jenkins.plugins.planetscale.attack;

import io.jenkins.plugins.planetscale.testing.GeneratedFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The tables of addresses in {@code docs/security.md}. */
final class SecurityDocument {
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");

    private SecurityDocument() {}

    /**
     * A web method of a page.
     *
     * @param address below the root of Jenkins, with {@code {job}} and {@code {build}}
     * @param verb begins with the HTTP method; several are apart by commas
     * @param permissions any of them is enough
     */
    record Page(String method, String address, String verb, String permissions, String does) {
        boolean isPost() {
            return verb.startsWith("POST");
        }

        boolean isSigned() {
            return permissions.equals("the signature");
        }
    }

    /**
     * A web method of a form.
     *
     * @param inJob the permissions of which one is enough in a job
     * @param elsewhere the same outside of one
     * @param asks whether it asks PlanetScale
     */
    record Form(String method, String inJob, String elsewhere, boolean asks) {}

    static List<Page> pages() {
        return rows("Addresses of pages").stream()
                .filter(row -> row.size() == 5)
                .map(row -> new Page(
                        codes(row.get(0)).get(0), codes(row.get(1)).get(0), row.get(2), row.get(3), row.get(4)))
                .toList();
    }

    static List<Form> forms() {
        List<Form> forms = new ArrayList<>();
        for (List<String> row : rows("Addresses of forms")) {
            for (String method : codes(row.get(0))) {
                forms.add(new Form(method, row.get(1), row.get(2), row.get(3).equals("yes")));
            }
        }
        return forms;
    }

    /** All that Stapler may dispatch to, as {@code Class.method}. */
    static TreeSet<String> methods() {
        TreeSet<String> methods = new TreeSet<>();
        for (String heading : List.of("Addresses of pages", "Addresses of forms")) {
            rows(heading).forEach(row -> methods.addAll(codes(row.get(0))));
        }
        return methods;
    }

    /** The classes in the first column of the other ways in. */
    static List<String> otherWays() {
        return rows("Other ways in").stream()
                .flatMap(row -> codes(row.get(0)).stream())
                .toList();
    }

    private static List<String> codes(String cell) {
        List<String> codes = new ArrayList<>();
        for (Matcher code = CODE.matcher(cell); code.find(); ) {
            codes.add(code.group(1));
        }
        return codes;
    }

    /** The rows of all tables below that heading, without their heads. */
    private static List<List<String>> rows(String heading) {
        List<List<String>> rows = new ArrayList<>();
        List<String> lines = section(heading).lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            boolean isHead = i + 1 < lines.size() && lines.get(i + 1).startsWith("| ---");
            if (lines.get(i).startsWith("| ") && !lines.get(i).startsWith("| ---") && !isHead) {
                String row = lines.get(i).strip();
                rows.add(Arrays.stream(row.substring(1, row.length() - 1).split("\\|"))
                        .map(String::strip)
                        .toList());
            }
        }
        return rows;
    }

    private static String section(String heading) {
        try {
            for (String section : Files.readString(GeneratedFile.inRepository("docs/security.md"))
                    .replace("\r\n", "\n")
                    .split("(?m)^## ")) {
                if (section.startsWith(heading + "\n")) {
                    return section;
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        throw new IllegalStateException("docs/security.md has no section " + heading);
    }
}
