package io.jenkins.plugins.planetscale.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DefaultsTest {
    @ParameterizedTest(name = "{0} over {1} is {2}")
    @CsvSource({
        "c o d,  - - -,   c o d",
        "- - -,  c o d,   c o d",
        "- - e,  c o d,   c o e",
        "- p -,  c o d,   c p -", // the database d belongs to o
        "- p e,  c o d,   c p e",
        "- o -,  c o d,   c o d",
        "x - -,  c o d,   x - -", // o and d go with c
        "x - -,  - o d,   x o d",
        "c - -,  c o d,   c o d",
        "- - d,  - o e,   - o d",
    })
    void innerWinsAndOnlyWhatFitsIsInherited(String inner, String outer, String expected) {
        assertEquals(parse(expected), parse(inner).withFallback(parse(outer)));
    }

    @Test
    void blanksAreNothing() {
        assertEquals(Defaults.NONE, new Defaults("", " ", null));
        assertEquals(new Defaults("c", null, null), new Defaults(" c ", null, null).withFallback(null));
    }

    private static Defaults parse(String text) {
        String[] words = text.trim().replace("-", "").split(" ", -1);
        return new Defaults(words[0], words[1], words[2]);
    }
}
