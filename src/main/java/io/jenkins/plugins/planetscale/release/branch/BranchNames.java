package io.jenkins.plugins.planetscale.release.branch;

import io.jenkins.plugins.planetscale.client.json.VisibleText;
import io.jenkins.plugins.planetscale.release.InvalidInputException;
import io.jenkins.plugins.planetscale.release.Sha256;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Validates branch names, and derives one from a git branch. PlanetScale documents no rule; the one applied here
 * (lower-case letters, digits, {@code -} and {@code _}, beginning and ending with a letter or digit, at most 63) is the
 * strictest that public tools use, so PlanetScale refuses no name that passes.
 */
public final class BranchNames {
    static final int LONGEST = 63;
    private static final int HASH = 10;
    private static final Pattern LEGAL = Pattern.compile("[a-z0-9](?:[a-z0-9_-]{0,61}[a-z0-9])?");
    private static final Pattern LOOKS_HASHED = Pattern.compile("(?:.*-)?[0-9a-f]{" + HASH + "}");

    private BranchNames() {}

    /**
     * The branch for a git branch. Two different git names never share one: whatever lost a character gets a hash of
     * the whole git name as its end, and so does a legal name that looks as if it had one already.
     *
     * @throws InvalidInputException for an empty name
     */
    public static String fromGit(String git) throws InvalidInputException {
        if (git == null || git.isBlank()) {
            throw new InvalidInputException(
                    "The git branch has no name. Write name: '…' to name the branch at" + " PlanetScale.");
        }
        if (LEGAL.matcher(git).matches() && !LOOKS_HASHED.matcher(git).matches()) {
            return git;
        }
        String hash = Sha256.hex(git, HASH);
        String readable =
                git.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_]+", "-").replaceAll("^[-_]+", "");
        String cut = readable.length() > LONGEST - HASH - 1 ? readable.substring(0, LONGEST - HASH - 1) : readable;
        cut = cut.replaceAll("[-_]+$", "");
        return cut.isEmpty() ? hash : cut + "-" + hash;
    }

    /**
     * The branch for the git branch of a pull request.
     *
     * @param fork the fork that it comes from, null or empty for the repository itself: what is called {@code main} in a
     *     fork is not the repository's {@code main}
     * @throws InvalidInputException for an empty name
     */
    public static String fromGit(String fork, String git) throws InvalidInputException {
        // no git name holds a colon, so it is never the name of another branch
        return fromGit(fork == null || fork.isBlank() || git == null || git.isBlank() ? git : fork + ":" + git);
    }

    /**
     * Checks a name that somebody gave.
     *
     * @param role what the name is for, to begin the message with: {@code The branch name}
     */
    public static String check(String name, String role) throws InvalidInputException {
        if (name == null || name.isBlank()) {
            throw new InvalidInputException(role + " is empty; give a name.");
        }
        if (!LEGAL.matcher(name).matches()) {
            throw new InvalidInputException(
                    role + " \"" + shown(name) + "\" is not a valid name at PlanetScale: use lower-case"
                            + " letters, digits, - and _, begin and end with a letter or digit, at most " + LONGEST
                            + " characters. The git branch of this name has the branch \"" + fromGit(name)
                            + "\" at PlanetScale.");
        }
        return name;
    }

    private static String shown(String name) {
        String printable = VisibleText.line(name);
        return printable.length() > 80 ? printable.substring(0, 80) + "…" : printable;
    }
}
