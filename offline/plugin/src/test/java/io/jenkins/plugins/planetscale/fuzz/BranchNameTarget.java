package io.jenkins.plugins.planetscale.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.planetscale.client.DatabaseRef;
import io.jenkins.plugins.planetscale.client.api.NewBranch;
import io.jenkins.plugins.planetscale.release.InvalidInputException;
import io.jenkins.plugins.planetscale.release.branch.BranchNames;
import io.jenkins.plugins.planetscale.release.branch.EnsureBranch;
import io.jenkins.plugins.planetscale.release.branch.IfExists;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;

/** Names of git branches, one a line, and what becomes of them at PlanetScale; cluster sizes as well. */
final class BranchNameTarget implements FuzzTarget {
    private static final DatabaseRef DATABASE = new DatabaseRef("mechanica", "logistics");
    private static final Pattern STRICT = Pattern.compile("[a-z0-9][a-z0-9_-]*");

    @Override
    public String run(byte[] input) {
        String[] names = new String(input, StandardCharsets.UTF_8).split("\n", 3);
        String one = branch(names[0]);
        if (names.length > 1) {
            String other = branch(names[1]);
            boolean same = names[0].equals(names[1]) || one == null || other == null;
            assertTrue(same || !one.equals(other), () -> "two branches have the name " + one);
            size(names[1]);
        }
        return one == null
                ? "refused"
                : one.equals(names[0]) ? "as it is" : "hashed " + (one.length() == 63) + one.startsWith(names[0]);
    }

    private static boolean isLegal(String name) {
        return STRICT.matcher(name).matches() && !name.endsWith("-") && !name.endsWith("_") && name.length() <= 63;
    }

    /** Null where it is refused. */
    private static String branch(String git) {
        checked(git);
        try {
            String name = BranchNames.fromGit(git);
            assertTrue(isLegal(name), name);
            assertEquals(name, BranchNames.fromGit(git), "always the same");
            assertEquals(name, BranchNames.check(name, "The branch name"), "it can be given");
            assertNotEquals(name, BranchNames.fromGit("a-fork", git), "a fork has its own");
            return name;
        } catch (InvalidInputException e) {
            Promises.message(e.getMessage());
            assertTrue(git.isBlank(), git);
            return null;
        }
    }

    private static void checked(String name) {
        try {
            assertEquals(name, BranchNames.check(name, "The branch name"));
            assertTrue(isLegal(name), name);
        } catch (InvalidInputException e) {
            Promises.message(e.getMessage());
            assertFalse(isLegal(name), name);
        }
    }

    private static void size(String size) {
        try {
            new EnsureBranch(
                            DATABASE, new NewBranch("dev", "main", false, null, null, size), IfExists.FAIL)
                    .next(Instant.EPOCH);
        } catch (InvalidInputException e) {
            Promises.message(e.getMessage());
        }
    }

    @Override
    public List<String> words() {
        return List.of(
                "feature/", "main", "Main", "-", "_", "--", "/", "\n", "0123456789", "abcdef0123", "-0123456789", "PS_DEV", "_10", "_A",
                "x".repeat(60), "É", "İ", "ß");
    }

    @Override
    public int longest() {
        return 64 << 10;
    }

    @Override
    public int tries() {
        return 5_000;
    }
}
