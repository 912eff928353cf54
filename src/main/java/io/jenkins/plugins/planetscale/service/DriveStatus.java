package io.jenkins.plugins.planetscale.service;

import io.jenkins.plugins.planetscale.release.Operation;
import io.jenkins.plugins.planetscale.release.ResourceRef;
import java.time.Instant;

/** What others may know of a drive while it goes on: whose it is, what it is about, when it looks next. Thread-safe. */
final class DriveStatus {
    private final Instant since;
    private volatile String owner = "?";
    private volatile String forRun;
    private volatile String saying;
    private volatile Instant nextLook;
    private volatile Clients.BoundClient reach;
    private volatile ResourceRef subject;

    DriveStatus(Instant since) {
        this.since = since;
    }

    void belongsTo(String whom, String run) {
        owner = whom;
        forRun = run;
    }

    /** For people. */
    String owner() {
        return owner;
    }

    void turn(Operation<?> operation, Instant now) {
        saying = operation.status(now);
    }

    void reaches(Clients.BoundClient found) {
        reach = found;
    }

    /** How it asked last; null where nothing was asked yet. */
    Clients.BoundClient reach() {
        return reach;
    }

    /**
     * It waits for something, or asks.
     *
     * @param about null for nothing that can change by itself
     * @param next about when it looks; null for now
     */
    void goesOn(ResourceRef about, Instant next) {
        subject = about == null ? subject : about; // between two looks at it, it may ask something else
        nextLook = next;
    }

    /** What it looked at last, and will again; null for nothing so far. */
    ResourceRef subject() {
        return subject;
    }

    /** Whether what is said to have changed is what it looks at, or waits to look at. */
    boolean isAbout(String place, ChangeHint hint) {
        ResourceRef about = subject;
        Clients.BoundClient by = reach;
        return about != null && by != null && place.equals(by.baseUrl()) && hint.isAbout(about);
    }

    /** Null before the first turn. */
    OperationStatus get() {
        Clients.BoundClient by = reach;
        return saying == null
                ? null
                : new OperationStatus(owner, forRun, by == null ? null : by.connection(), saying, since, nextLook);
    }
}
