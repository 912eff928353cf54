package io.jenkins.plugins.planetscale.release.branch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.planetscale.release.InvalidInputException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BranchNamesTest {
    /** Characters that git allows and that are easily confused once they are replaced. */
    private static final String ALPHABET = "aAbB019-_./é#@+~ ";

    private final Map<String, String> gitByName = new HashMap<>();

    @Test
    void namesAreLegalAndNoTwoGitBranchesShareOne() throws InvalidInputException {
        Random random = new Random(20261122);
        for (int i = 0; i < 200_000; i++) {
            StringBuilder git = new StringBuilder();
            int length = 1 + random.nextInt(i % 50 == 0 ? 200 : 6);
            for (int c = 0; c < length; c++) {
                git.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
            }
            if (!git.toString().isBlank()) {
                assertUnique(git.toString());
            }
        }
    }

    @Test
    void aGitBranchThatLooksLikeTheNameOfAnotherDoesNotGetIt() throws InvalidInputException {
        for (String git :
                List.of("feature/x", "Feature/X", "feature-x", "FEATURE-x", "feature_x", "é", "...", "main")) {
            assertUnique(git);
            assertUnique(BranchNames.fromGit(git) + (BranchNames.fromGit(git).equals(git) ? "-0123456789" : ""));
        }
    }

    @Test
    void aLegalNameStaysAsItIs() throws InvalidInputException {
        assertEquals("webhooks", BranchNames.fromGit("webhooks"));
        assertEquals("pr-17_b", BranchNames.fromGit("pr-17_b"));
    }

    @Test
    void whatIsLostIsReplacedByDashesAndAHash() throws InvalidInputException {
        assertTrue(
                BranchNames.fromGit("feature/Webhooks").matches("feature-webhooks-[0-9a-f]{10}"),
                BranchNames.fromGit("feature/Webhooks"));
        assertTrue(BranchNames.fromGit("日本").matches("[0-9a-f]{10}"), BranchNames.fromGit("日本"));
    }

    @Test
    void anEmptyNameIsRefused() {
        assertThrows(InvalidInputException.class, () -> BranchNames.fromGit(""));
        assertThrows(InvalidInputException.class, () -> BranchNames.fromGit(null));
    }

    private void assertUnique(String git) throws InvalidInputException {
        String name = BranchNames.fromGit(git);
        assertEquals(name, BranchNames.check(name, "The branch"), git);
        String other = gitByName.put(name, git);
        if (other != null) {
            assertEquals(other, git, "both became " + name);
        } else {
            assertNull(other);
        }
    }
}
