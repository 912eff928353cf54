package io.jenkins.plugins.planetscale.local;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.planetscale.local.json.BranchJson;
import io.jenkins.plugins.planetscale.local.schema.Schema;
import io.jenkins.plugins.planetscale.local.schema.SchemaChange;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A database: its branches, deploy requests, webhooks and settings. Safe to use from any thread. */
public final class Database {
    public final World world;
    public final Organization organization;
    public final String id = Ids.id();
    public final String name;
    public final Instant createdAt;
    public final Map<String, Branch> branches = new TreeMap<>();
    public final List<DeployRequest> deployRequests = new ArrayList<>();
    public final Map<String, Webhook> webhooks = new LinkedHashMap<>();
    final Map<String, Instant> recentlyUsed = new TreeMap<>();
    public final Counters counters = new Counters();
    private final Timings timings = new Timings();

    public String defaultBranch = "main";
    public String kind = "mysql";
    public String state = "ready";
    public boolean requireApproval;
    public boolean foreignKeys;
    public boolean allowDataBranching = true;
    public boolean enoughStorage = true;
    public boolean autoCutoverDefault;
    public boolean developmentBranchLimitReached;
    public boolean rowPerShard = true;
    /** Over how many shards each keyspace is spread, by name; the first is the one that is meant without a name. */
    public final Map<String, Integer> keyspaces = new LinkedHashMap<>();

    Database(Organization organization, String name) {
        this.world = organization.world;
        this.organization = organization;
        this.name = name;
        this.createdAt = world.now();
        keyspaces.put(name, 1);
        Branch main = new Branch(this, "main", null, null);
        main.readyAtOnce();
        main.production = true;
        main.safeMigrations = true;
        main.scheduledBackup(createdAt.minus(Duration.ofHours(6)));
        branches.put(main.name, main);
    }

    public String name() {
        return name;
    }

    /** {@code mysql} (the default) or {@code postgresql}. */
    public Database kind(String value) {
        if (!List.of("mysql", "postgresql").contains(value)) {
            throw new IllegalArgumentException("no kind of database: " + value);
        }
        return set(() -> kind = value);
    }

    /** The branch that {@code default_branch} names: what branches are made from and deployed into by default. */
    public Database defaultBranch(String branchName) {
        return set(() -> defaultBranch = branchName);
    }

    public Database requireApproval(boolean value) {
        return set(() -> requireApproval = value);
    }

    public Database foreignKeys(boolean value) {
        return set(() -> foreignKeys = value);
    }

    public Database allowDataBranching(boolean value) {
        return set(() -> allowDataBranching = value);
    }

    /** A state such as {@code pending}, {@code ready}, {@code sleeping}; branches are created in a ready one only. */
    public Database state(String value) {
        return set(() -> state = value);
    }

    /** What the storage check says. */
    public Database storage(boolean enough) {
        return set(() -> enoughStorage = enough);
    }

    /** What a deploy request gets that was created without {@code auto_cutover} (cli#1163). */
    public Database autoCutoverDefault(boolean value) {
        return set(() -> autoCutoverDefault = value);
    }

    public Database developmentBranchLimitReached(boolean value) {
        return set(() -> developmentBranchLimitReached = value);
    }

    /** Over how many shards the tables of its first keyspace are spread; 1 is unsharded. */
    public Database shards(int value) {
        return shards(mainKeyspace(), value);
    }

    /** Over how many shards the tables of a keyspace are spread; 1 is unsharded. */
    public Database shards(String keyspace, int value) {
        return set(() -> keyspaces.put(known(keyspace), value));
    }

    /**
     * Its keyspaces, from now on; it begins with one that is called as the database. Tables of the first stay those of
     * the first, whatever it is called.
     */
    public Database keyspaces(String... names) {
        return set(() -> {
            String former = mainKeyspace();
            Map<String, Integer> wanted = new LinkedHashMap<>();
            for (String name : names) {
                wanted.put(name, keyspaces.getOrDefault(wanted.isEmpty() ? former : name, 1));
            }
            keyspaces.clear();
            keyspaces.putAll(wanted);
            branches.values().forEach(branch -> {
                Schema first = branch.tables().of(former);
                branch.onKeyspaces(branch.tables().copy(wanted.keySet()).with(names[0], first));
            });
        });
    }

    /**
     * Whether {@code deploy_operations} have a row for each shard (facts §1.6 [?]), as they have by default; the
     * summaries are one for all shards in any case.
     */
    public Database rowPerShard(boolean value) {
        return set(() -> rowPerShard = value);
    }

    /** Marks a table as used by queries just now, {@code orders} or {@code eu.orders}: {@code table_recently_used}. */
    public Database recentlyUsed(String table) {
        return set(() -> recentlyUsed.put(table, world.now()));
    }

    /** An anomaly in query insights that began now and is active until {@link #endAnomalies}. */
    public Database anomaly(String branch, String normalizedSql) {
        return set(() -> {
            branches.get(branch).insights.anomaly(world.now(), normalizedSql);
            announce("branch.anomaly", BranchJson.resource(branches.get(branch)));
        });
    }

    public Database endAnomalies(String branch) {
        return set(() -> branches.get(branch).insights.endAnomalies(world.now()));
    }

    /** A row of insights/errors, started now. */
    public Database queryError(String branch, String message, int count) {
        return set(() -> branches.get(branch).insights.error(world.now(), message, count));
    }

    /** A row of insights: one normalized query with its counts, last run now. */
    public Database query(String branch, String normalizedSql, int count, int errors, double p99Millis) {
        return set(() -> branches.get(branch).insights.query(world.now(), normalizedSql, count, errors, p99Millis));
    }

    public Timings timings() {
        return timings;
    }

    /** The live branch of that name; creates it as an empty, ready development branch of the default branch when absent. */
    public Branch branch(String branchName) {
        return world.locked(() -> branches.computeIfAbsent(branchName, n -> {
            Branch created = new Branch(this, n, branches.get(defaultBranch), null);
            created.readyAtOnce();
            counters.created("branches");
            return created;
        }));
    }

    public boolean hasBranch(String branchName) {
        return world.locked(() -> branches.containsKey(branchName));
    }

    /**
     * The deploy request with that number.
     *
     * @throws IllegalArgumentException if there is none
     */
    public DeployRequest deployRequest(int number) {
        return world.locked(() -> {
            if (number < 1 || number > deployRequests.size()) {
                throw new IllegalArgumentException("no deploy request " + number + " in " + name);
            }
            return deployRequests.get(number - 1);
        });
    }

    /** Number of the newest deploy request, 0 before the first. */
    public int lastDeployRequest() {
        return world.locked(deployRequests::size);
    }

    private Database set(Runnable change) {
        world.locked(change);
        return this;
    }

    /** When the table of a change was used; null for not lately. */
    public Instant recentlyUsed(SchemaChange change) {
        Instant used = recentlyUsed.get(change.keyspace() + '.' + change.table());
        return used == null ? recentlyUsed.get(change.table()) : used;
    }

    public String mainKeyspace() {
        return keyspaces.keySet().iterator().next();
    }

    String known(String keyspace) {
        if (!keyspaces.containsKey(keyspace)) {
            throw new IllegalArgumentException("no keyspace " + keyspace + " in " + name);
        }
        return keyspace;
    }

    public int shards() {
        return keyspaces.values().stream().mapToInt(Integer::intValue).sum();
    }

    public boolean sharded() {
        return keyspaces.values().stream().anyMatch(shards -> shards > 1);
    }

    public boolean postgres() {
        return kind.equals("postgresql");
    }

    Stream<Transition> transitions() {
        return Stream.concat(
                branches.values().stream().flatMap(Branch::transitions),
                deployRequests.stream().flatMap(request -> request.deployment.next().stream()));
    }

    /** Deployments into {@code target} that have to end before {@code deployment} runs, in the order of the queue. */
    public List<Deployment> preceding(Deployment deployment) {
        return queue(deployment.request.into).stream()
                .filter(other -> other != deployment)
                .filter(other -> deployment.queuePlace == 0 || other.queuePlace < deployment.queuePlace)
                .toList();
    }

    /** Deployments that were queued and are not over, in the order of the queue; into any branch if null is given. */
    public List<Deployment> queue(Branch target) {
        return deployRequests.stream()
                .filter(request -> target == null || request.into == target)
                .map(request -> request.deployment)
                .filter(Deployment::inQueue)
                .sorted(Comparator.comparingLong(deployment -> deployment.queuePlace))
                .toList();
    }

    long nextQueuePlace() {
        return 1
                + deployRequests.stream()
                        .mapToLong(request -> request.deployment.queuePlace)
                        .max()
                        .orElse(0);
    }

    /** Ends a branch with all that hangs on it. */
    public void delete(Branch branch) {
        branches.remove(branch.name);
        branch.end();
        counters.deleted("branches");
        deployRequests.stream()
                .filter(request -> request.source == branch && !request.closed())
                .filter(request -> !request.deployment.inQueue())
                .forEach(request -> request.close("closed", null));
    }

    public void announce(String event, ObjectNode resource) {
        webhooks.values().stream()
                .filter(webhook -> webhook.enabled && webhook.events.contains(event))
                .forEach(webhook -> world.sender().send(this, webhook, event, resource));
    }
}
