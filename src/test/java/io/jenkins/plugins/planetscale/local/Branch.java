package io.jenkins.plugins.planetscale.local;

import io.jenkins.plugins.planetscale.local.json.BranchJson;
import io.jenkins.plugins.planetscale.local.schema.LintError;
import io.jenkins.plugins.planetscale.local.schema.Schema;
import io.jenkins.plugins.planetscale.local.schema.Schemas;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A branch: its schema, passwords, roles, backups and insights. Safe to use from any thread. */
public final class Branch {
    public final World world;
    public final Database database;
    public final String id = Ids.id();
    public String name;
    public final Branch parent;
    public final String actor;
    public final Instant createdAt;
    public final Map<String, Password> passwords = new LinkedHashMap<>();
    public final Map<String, PostgresRole> roles = new LinkedHashMap<>();
    public final List<Backup> backups = new ArrayList<>();
    public final List<LintError> explicitLint = new ArrayList<>();
    public final Insights insights = new Insights();

    public Instant updatedAt;
    public Instant deletedAt;
    public Instant schemaUpdatedAt;
    public boolean ready;
    public boolean schemaReady;
    public boolean seeded;
    public boolean production;
    public boolean safeMigrations;
    public boolean deletionProtected;
    public boolean staleSchema;
    public String region = "us-east";
    public String clusterSize = "PS_DEV";
    public Instant refreshedAt;
    public Branch restoredFrom;
    public Backup restoredBackup;
    private Schemas schemas;

    public Branch(Database database, String name, Branch parent, String actor) {
        this.world = database.world;
        this.database = database;
        this.name = name;
        this.parent = parent;
        this.actor = actor;
        this.createdAt = world.now();
        this.updatedAt = createdAt;
        this.schemas = parent == null ? new Schemas(database.keyspaces.keySet()) : parent.schemas.copy();
    }

    public String name() {
        return name;
    }

    /**
     * Replaces all tables by those of the CREATE TABLE statements given. Open deploy requests from this branch that
     * are not deployed yet are checked again.
     *
     * @throws IllegalArgumentException if a statement cannot be read
     */
    public Branch schema(String ddl) {
        return schema(database.mainKeyspace(), ddl);
    }

    /** The same in another keyspace than the first. */
    public Branch schema(String keyspace, String ddl) {
        Schema replacement = Schema.of(ddl);
        return set(() -> changeSchema(schemas.with(database.known(keyspace), replacement)));
    }

    /**
     * Changes tables as a migration on this branch would, whatever its safe migrations say.
     *
     * @throws IllegalArgumentException if a statement cannot be read or its table is not there
     */
    public Branch ddl(String statements) {
        return ddl(database.mainKeyspace(), statements);
    }

    /** The same in another keyspace than the first. */
    public Branch ddl(String keyspace, String statements) {
        return set(() -> {
            Schemas changed = schemas.copy();
            changed.of(database.known(keyspace)).apply(statements);
            changeSchema(changed);
        });
    }

    /** All CREATE TABLE statements by table name, in canonical form. */
    public String schema() {
        return schemaOf(database.mainKeyspace());
    }

    /** The same of another keyspace than the first. */
    public String schemaOf(String keyspace) {
        return world.locked(() -> schemas.of(database.known(keyspace)).ddl());
    }

    public Branch production(boolean value) {
        return set(() -> production = value);
    }

    public Branch safeMigrations(boolean value) {
        return set(() -> safeMigrations = value);
    }

    public Branch deletionProtected(boolean value) {
        return set(() -> deletionProtected = value);
    }

    /** Its size, {@code cluster_name}. A production branch that was never given one is a {@code PS_10}. */
    public Branch clusterSize(String value) {
        return set(() -> clusterSize = value);
    }

    public String size() {
        return production && clusterSize.equals("PS_DEV") ? "PS_10" : clusterSize;
    }

    /** {@code stale_schema}; the undocumented refresh-schema call ends it, some seconds later [L]. */
    public Branch staleSchema(boolean value) {
        return set(() -> staleSchema = value);
    }

    /** The branch that {@code restored_from_branch} names, or null. */
    public Branch restoredFrom(Branch value) {
        return set(() -> restoredFrom = value);
    }

    /** Makes the deploy check of every deploy request from this branch fail with this lint error. */
    public Branch lintError(String code, String table, String message, String docsUrl) {
        return set(() -> {
            explicitLint.add(new LintError(database.mainKeyspace(), code, table, message, docsUrl));
            recheck();
        });
    }

    private Branch set(Runnable change) {
        world.locked(change);
        return this;
    }

    void readyAtOnce() {
        ready = true;
        schemaReady = true;
        schemaUpdatedAt = createdAt;
    }

    void scheduledBackup(Instant at) {
        backups.add(new Backup(this, "scheduled-" + at.toString().substring(0, 10), null, at, true));
    }

    public Schemas tables() {
        return schemas;
    }

    /** Only under the lock. */
    void changeSchema(Schemas replacement) {
        schemas = replacement;
        schemaUpdatedAt = world.now();
        updatedAt = world.now();
        recheck();
    }

    /** What a cutover or a revert does: open deploy requests into this branch keep the diff they were made with. */
    public void replaceTables(Schemas replacement) {
        schemas = replacement;
        schemaUpdatedAt = world.now();
    }

    /** The database has other keyspaces now. */
    void onKeyspaces(Schemas replacement) {
        schemas = replacement;
        recheck();
    }

    private void recheck() {
        database.deployRequests.stream()
                .filter(request -> request.source == this && !request.closed())
                .forEach(request -> request.deployment.recheck());
    }

    public boolean descendsFrom(Branch ancestor) {
        for (Branch above = parent; above != null; above = above.parent) {
            if (above == ancestor) {
                return true;
            }
        }
        return false;
    }

    Stream<Transition> transitions() {
        Stream<Transition> ofBackups = backups.stream().flatMap(backup -> backup.next().stream());
        return Stream.concat(becoming(), ofBackups);
    }

    private Stream<Transition> becoming() {
        Timings timings = database.timings();
        Duration untilReady = seeded ? timings.seededBranchReady() : timings.branchReady();
        if (!ready) {
            return Stream.of(new Transition(createdAt.plus(untilReady), () -> {
                ready = true;
                updatedAt = world.now();
                database.announce("branch.ready", BranchJson.resource(this));
            }));
        }
        if (!schemaReady) {
            Duration later = timings.schemaReady().compareTo(untilReady) > 0 ? timings.schemaReady() : untilReady;
            return Stream.of(new Transition(createdAt.plus(later), () -> {
                schemaReady = true;
                schemaUpdatedAt = schemaUpdatedAt == null ? world.now() : schemaUpdatedAt;
            }));
        }
        if (refreshedAt != null) {
            return Stream.of(new Transition(refreshedAt.plus(timings.refresh()), () -> {
                refreshedAt = null;
                staleSchema = false;
            }));
        }
        return Stream.empty();
    }

    /** Takes its passwords and roles with it. */
    void end() {
        deletedAt = world.now();
        passwords.values().forEach(password -> database.counters.deleted("passwords"));
        roles.values().forEach(role -> database.counters.deleted("roles"));
        passwords.clear();
        roles.clear();
    }
}
