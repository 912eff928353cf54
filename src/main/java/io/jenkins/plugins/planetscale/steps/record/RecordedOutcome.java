package io.jenkins.plugins.planetscale.steps.record;

import io.jenkins.plugins.planetscale.release.state.Outcome;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * How something that a build did at PlanetScale ended; which of these are possible depends on the {@link
 * ReleaseRecord.Kind}.
 */
@Restricted(NoExternalUse.class)
public enum RecordedOutcome {
    /** A branch. */
    CREATED,
    REUSED,
    DELETED,
    /** A password. */
    MINTED,
    REVOKED,
    /** A deploy request, from here on; a branch can be without changes, too. */
    READY,
    STAGED,
    NO_CHANGES,
    APPLIED,
    KEPT,
    REVERTED,
    EXPIRED,
    /** A backup. */
    BACKED_UP,
    /** A backup that the build did not wait for. */
    BACKUP_STARTED;

    /** The same of a deploy request. */
    public static RecordedOutcome of(Outcome outcome) {
        return valueOf(outcome.name());
    }

    /** @param state as PlanetScale has it; may be null */
    static RecordedOutcome ofBackup(String state) {
        return "success".equals(state) ? BACKED_UP : BACKUP_STARTED;
    }
}
