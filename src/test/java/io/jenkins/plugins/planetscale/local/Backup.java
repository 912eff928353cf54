package io.jenkins.plugins.planetscale.local;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A backup of a branch: {@code pending}, {@code running}, then {@code success}. Only under the world's lock. */
final class Backup {
    final Branch branch;
    final String id = Ids.id();
    final String name;
    final String actor;
    final Instant createdAt;
    final boolean scheduled;
    final Schemas schema;
    String state = "pending";
    Instant startedAt;
    Instant completedAt;
    Instant expiresAt;
    boolean guarded;

    Backup(Branch branch, String name, String actor, Instant createdAt, boolean scheduled) {
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
    List<Branch> restored() {
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
