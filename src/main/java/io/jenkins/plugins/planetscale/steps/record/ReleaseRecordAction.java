package io.jenkins.plugins.planetscale.steps.record;

import hudson.model.InvisibleAction;
import hudson.model.Run;
import io.jenkins.plugins.planetscale.steps.BuildWrites;
import java.util.ArrayList;
import java.util.List;

/** The {@link ReleaseRecord}s of a build, as data for the pages. Holds no secret. Thread-safe. */
public final class ReleaseRecordAction extends InvisibleAction {
    /** Replaced, never changed, as it is written to disk at any time. */
    private volatile ArrayList<ReleaseRecord> entries = new ArrayList<>();

    /** The one of a build, to which it is added where it has none. */
    static ReleaseRecordAction of(Run<?, ?> run) {
        return BuildWrites.action(run, ReleaseRecordAction.class, ReleaseRecordAction::new);
    }

    public synchronized void note(ReleaseRecord entry) {
        ReleaseRecord known = find(entry);
        if (known != null) {
            known.merge(entry);
            return;
        }
        ArrayList<ReleaseRecord> more = new ArrayList<>(entries);
        more.add(entry);
        entries = more;
    }

    /** What is known of the same thing; null for nothing. */
    ReleaseRecord find(ReleaseRecord sought) {
        return entries.stream()
                .filter(entry -> entry.isSame(sought))
                .findFirst()
                .orElse(null);
    }

    /** What was written by hand, or is damaged, must not keep a page from being drawn. */
    private Object readResolve() {
        ArrayList<ReleaseRecord> whole = new ArrayList<>();
        if (entries != null) {
            for (Object entry : entries) { // a hand can write anything into a list
                if (entry instanceof ReleaseRecord read && read.isWhole()) {
                    whole.add(read);
                }
            }
        }
        entries = whole;
        return this;
    }

    /** What was done, in the order in which it began. */
    public List<ReleaseRecord> getEntries() {
        return List.copyOf(entries);
    }
}
