package io.jenkins.plugins.planetscale.release.gate;

import io.jenkins.plugins.planetscale.release.InvalidInputException;
import java.util.Locale;

/** The checks that a change has to pass before it is deployed; the level of each is error, warning or off. */
public enum Gate {
    /** PlanetScale's schema linter found something. */
    LINT("lint", Level.ERROR),
    /** Values or rows would be lost or changed, or may be: what is dropped, and what becomes narrower. */
    DROP_DATA("dropData", Level.ERROR),
    /** A table that loses something was used a short time ago. */
    RECENTLY_USED("recentlyUsed", Level.WARN),
    /** Foreign keys would be removed, which can leave orphans. */
    FOREIGN_KEYS("foreignKeys", Level.WARN),
    /** The target branch has no room for the shadow tables. */
    STORAGE("storage", Level.ERROR),
    /** The change would take back what others changed in the target since the branch was made or last released. */
    STALE_BASE("staleBase", Level.ERROR),
    /** A table is touched that is not on the list. */
    TABLES("tables", Level.ERROR),
    /** A table or a statement cannot be read or compared, so that it is not known what the change does. */
    UNREADABLE("unreadable", Level.ERROR),
    /** Instant DDL was asked for: it can be neither gated nor reverted. */
    INSTANT("instant", Level.WARN);

    /** What a finding leads to. */
    public enum Level {
        ERROR,
        WARN,
        OFF;

        /** The milder of the two. */
        Level atMost(Level other) {
            return compareTo(other) >= 0 ? this : other;
        }

        /** The level of that name, in any case. */
        public static Level of(String name) throws InvalidInputException {
            for (Level level : values()) {
                if (level.name().equalsIgnoreCase(name)) {
                    return level;
                }
            }
            throw new InvalidInputException("\"" + name + "\" is not a level of a gate; use error, warn or off.");
        }
    }

    private final String key;
    private final Level byDefault;

    Gate(String key, Level byDefault) {
        this.key = key;
        this.byDefault = byDefault;
    }

    /** The name in a Jenkinsfile. */
    public String key() {
        return key;
    }

    public Level byDefault() {
        return byDefault;
    }

    /** The gate of that name, as written in a Jenkinsfile. */
    public static Gate of(String key) throws InvalidInputException {
        StringBuilder known = new StringBuilder();
        for (Gate gate : values()) {
            if (gate.key.toLowerCase(Locale.ROOT).equals(key == null ? null : key.toLowerCase(Locale.ROOT))) {
                return gate;
            }
            known.append(known.isEmpty() ? "" : ", ").append(gate.key);
        }
        throw new InvalidInputException("There is no gate \"" + key + "\"; the gates are " + known + ".");
    }
}
