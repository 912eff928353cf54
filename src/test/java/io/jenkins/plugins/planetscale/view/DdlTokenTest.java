package io.jenkins.plugins.planetscale.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DdlTokenTest {
    private static String kinds(String line, boolean inComment) {
        return DdlToken.of(line, inComment).stream()
                .map(token -> token.kind().name().charAt(0) + "[" + token.text() + "]")
                .collect(Collectors.joining());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "ALTER TABLE t|K[ALTER]P[ ]K[TABLE]P[ ]I[t]",
                "`a``b` varchar(64)|I[`a``b`]P[ ]K[varchar]P[(]N[64]P[)]",
                "COMMENT 'it''s \\' </script>', x|K[COMMENT]P[ ]S['it''s \\' </script>']P[, ]I[x]",
                "a -- rest 'x|I[a]P[ ]C[-- rest 'x]",
                "a--b|I[a]P[--]I[b]",
                "1 /* x */ null|N[1]P[ ]C[/* x */]P[ ]K[null]",
                "# all of it|C[# all of it]",
                "'never ended|S['never ended]",
                "/* open|C[/* open]",
                "größe int|I[größe]P[ ]K[int]",
                "2fa_code int|I[2fa_code]P[ ]K[int]"
            })
    void aLineIsCutIntoItsPieces(String line, String expected) {
        assertEquals(expected, kinds(line, false));
    }

    private static boolean endsInComment(String line, boolean inComment) {
        return DdlToken.endsInComment(DdlToken.of(line, inComment), inComment);
    }

    @Test
    void aCommentGoesOnOverLines() {
        assertTrue(endsInComment("a /* begins", false));
        assertTrue(endsInComment("goes on", true));
        assertTrue(endsInComment("", true));
        assertFalse(endsInComment("ends */ b", true));
        assertFalse(endsInComment("-- of one line", false));
        assertTrue(endsInComment("ends */ and begins /* again", true));
        assertEquals("C[ends */]P[ ]I[b]", kinds("ends */ b", true));
    }

    @Test
    void aLineOfAMegabyteIsCutInNoTime() {
        String line = "'a',".repeat(1 << 18);
        List<DdlToken> tokens = assertTimeoutPreemptively(Duration.ofSeconds(2), () -> DdlToken.of(line, false));
        assertEquals(line, tokens.stream().map(DdlToken::text).collect(Collectors.joining()));
        String commas = ",".repeat(1 << 20);
        assertEquals(
                List.of(commas),
                assertTimeoutPreemptively(Duration.ofSeconds(2), () -> DdlToken.of(commas, false)).stream()
                        .map(DdlToken::text)
                        .toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\\", "'\\", "`", "'a\\'", "--", "/*/", "\uD83D\uDE00 text", "\u0000<>&"})
    void nothingIsLost(String line) {
        for (boolean inComment : new boolean[] {false, true}) {
            assertEquals(
                    line,
                    DdlToken.of(line, inComment).stream().map(DdlToken::text).collect(Collectors.joining()));
        }
    }
}
