package io.jenkins.plugins.planetscale.local;

import io.jenkins.plugins.planetscale.local.schema.Schemas;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A backup of a branch: {@code pending}, {@code running}, then {@code success}. Only under the world's lock. */
public final class Backup {
    public final Branch branch;
    public final String id = Ids.id();
    public final String name;
    public final String actor;
    public final Instant createdAt;
    public final boolean scheduled;
    public final Schemas schema;
    public String state = "pending";
    public Instant startedAt;
    public Instant completedAt;
    public Instant expiresAt;
    public boolean guarded;

    public Backup(Branch branch, String name, String actor, Instant createdAt, boolean scheduled) {
        this.branch = branch;
        this.name = name;
        this.actor = actor;
        this.createdAt = createdAt;
        this.scheduled = scheduled;
        this.schema = branch.tables().copy();
        if (scheduled) {
            startedAt = createdAt;
            completedAt = createdAt.plus(Duration.ofMinutes(4));
            state = "success";
        }
    }

    /** Live branches made from it. */
    public List<Branch> restored() {
        return branch.database.branches.values().stream()
                .filter(other -> other.restoredBackup == this)
                .toList();
    }

    Optional<Transition> next() {
        Duration whole = branch.database.timings().backup();
        return switch (state) {
            case "pending" ->
                Optional.of(new Transition(createdAt.plus(whole.dividedBy(10)), () -> {
                    state = "running";
                    startedAt = branch.world.now();
                }));
            case "running" ->
                Optional.of(new Transition(createdAt.plus(whole), () -> {
                    state = "success";
                    completedAt = branch.world.now();
                }));
            default -> Optional.empty();
        };
    }
}
