package io.jenkins.plugins.planetscale.simulation;

import io.jenkins.plugins.planetscale.client.Transport;
import io.jenkins.plugins.planetscale.local.Backup;
import io.jenkins.plugins.planetscale.local.Branch;
import io.jenkins.plugins.planetscale.local.Database;
import io.jenkins.plugins.planetscale.local.DeployRequest;
import io.jenkins.plugins.planetscale.local.Password;
import io.jenkins.plugins.planetscale.release.Marker;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/**
 * Holds what happens at PlanetScale against what was wanted: at each effect. Knows what the server knows and what the
 * builds were to do; asks nothing of the plugin.
 */
final class Judge {
    /** Who made something, as its marker says. */
    record Owner(Build build, String node, String function) {}

    private final Simulation simulation;
    private final ResultJudge results;
    private final Map<String, Owner> owners = new HashMap<>();

    Judge(Simulation simulation) {
        this.simulation = simulation;
        this.results = new ResultJudge(simulation, this);
    }

    private void violated(String rule, String what) {
        simulation.violated(rule, what);
    }

    /** A step begins: from now on what bears its marker is its own. */
    void begins(Build build, Item.Call call, String node) {
        String token = Marker.of(Simulation.INSTANCE, build.id() + "/" + node, "").token();
        owners.put(token, new Owner(build, node, call.function()));
        simulation.tells(build.id() + ": " + call.function() + " begins");
    }

    /** Of a name or of notes; null for nobody's. */
    Owner ownerOf(String text) {
        if (text != null) {
            for (Map.Entry<String, Owner> owner : owners.entrySet()) {
                if (text.contains(owner.getKey())) {
                    return owner.getValue();
                }
            }
        }
        return null;
    }

    Owner ownerOf(Branch branch) {
        Owner marked = ownerOf(branch.name);
        if (marked != null) {
            return marked;
        }
        return owners.values().stream()
                .filter(owner -> owner.function().equals("withPlanetscaleBranch"))
                .filter(owner -> owner.build().intent.ephemeralBranch().equals(branch.name))
                .findFirst()
                .orElse(null);
    }

    void sends(Transport.Request request, String token) {
        Database database = simulation.databaseOf(request.url().getPath());
        if (database != null && !simulation.tokenOf(database).equals(token)) {
            violated("token", request + " was sent with " + token + " instead of " + simulation.tokenOf(database));
        }
    }

    void deletes(Transport.Request request) {
        String[] parts = request.url().getPath().split("/");
        if (parts.length < 3) {
            return;
        }
        String last = parts[parts.length - 1];
        for (Password password : simulation.history().passwords()) {
            if (password.id.equals(last) && History.isAlive(password)) {
                inUse(ownerOf(password.name), "password " + password.name);
            }
        }
        if (parts[parts.length - 2].equals("branches")) {
            Database database = simulation.databaseOf(request.url().getPath());
            Branch branch = database == null ? null : database.branches.get(last);
            if (branch != null) {
                inUse(ownerOf(branch), "branch " + branch.name);
            }
        }
    }

    /** Nobody takes away what a block works with. */
    private void inUse(Owner owner, String what) {
        if (owner == null || owner.build().isOver() || owner.build().isStopped()) {
            return;
        }
        boolean running = owner.build().program().levels.stream()
                .anyMatch(level -> level.body != null && !level.body.done && level.body.around.node().equals(owner.node()));
        if (running) {
            violated("in use", "the " + what + " of " + owner.build().id() + " is deleted while its block runs");
        }
    }

    void made(Password password) {
        Owner owner = ownerOf(password.name);
        if (owner == null) {
            violated("unmarked", "a password \"" + password.name + "\" that bears nobody's marker");
            return;
        }
        long alive = StreamSupport.stream(simulation.history().passwords().spliterator(), false)
                .filter(other -> other.name.equals(password.name) && History.isAlive(other))
                .filter(other -> !simulation.history().cameLate(other.id))
                .count();
        if (alive > 1) {
            violated("twice", alive + " passwords of " + owner.build().id() + " at once");
        }
    }

    void made(Backup backup) {
        Owner owner = ownerOf(backup.name);
        long all = StreamSupport.stream(simulation.history().backups().spliterator(), false)
                .filter(other -> other.name.equals(backup.name))
                .count();
        if (owner == null) {
            violated("unmarked", "a backup \"" + backup.name + "\" that bears nobody's marker");
        } else if (all > 1) {
            violated("twice", all + " backups of " + owner.build().id());
        }
    }

    void made(DeployRequest request) {
        Owner owner = ownerOf(request.notes);
        if (owner == null) {
            violated("unmarked", "a deploy request that bears nobody's marker");
            return;
        }
        long all = request.database.deployRequests.stream()
                .filter(other -> ownerOf(other.notes) == owner)
                .count();
        if (all > 1 && !simulation.meddledWith(owner.build())) {
            violated("twice", all + " deploy requests of " + owner.build().id());
        }
    }

    /** Something was done to a deploy request. */
    void effect(History.Course course) {
        List<String> effects = course.request.effects;
        int deploys = Collections.frequency(effects, "deploy") + Collections.frequency(effects, "deploy-instantly");
        if (deploys - Collections.frequency(effects, "dequeued") > 1) {
            violated("twice", "deploy request " + History.key(course.request) + " is deployed twice");
        }
        if (Collections.frequency(effects, "revert") > 1) {
            violated("twice", "deploy request " + History.key(course.request) + " is reverted twice");
        }
    }

    /** It has come to another state. */
    void entered(History.Course course) {
        Owner owner = ownerOf(course.request.notes);
        if (owner != null) {
            simulation.people().entered(owner.build(), course.request.deployment.state);
        }
    }

    /** A change goes live. */
    void goesLive(History.Course course) {
        Owner owner = ownerOf(course.request.notes);
        if (owner == null || course.byPerson || couldNotHold(owner, course)) {
            return;
        }
        Intent intent = owner.build().intent;
        String what = History.key(course.request) + " of " + owner.build().id();
        if (course.destructive) {
            violated("gate", what + " goes live although it drops data:\n" + course.statements);
        }
        Decisions.Approval approved = simulation.decisions().approvalOf(owner.build());
        if (intent.approval && approved == null) {
            violated("approval", what + " goes live without an approval");
        } else if (intent.approval && !approved.covers(course.statements)) {
            violated("approval", what + " goes live, but another change was approved: " + approved.shown() + "\nand not:\n"
                    + course.statements);
        }
    }

    /** Whether a change that a person lets cut over by itself could not have been held back in time. */
    private boolean couldNotHold(Owner owner, History.Course course) {
        if (course.autoSince == null) {
            return false;
        }
        Instant up = simulation.lives().upSince();
        Instant since = course.autoSince.isAfter(up) ? course.autoSince : up;
        Duration had = Duration.between(since, simulation.now());
        boolean disturbed = course.disturbed != null && course.disturbed.isAfter(since.minus(Limits.PATIENCE));
        return owner.build().isOver()
                || !simulation.isUp()
                || had.compareTo(Limits.REACTION) < 0
                || disturbed && had.compareTo(Limits.DISTURBED_REACTION) < 0;
    }

    void blockBegins(Build build, Body body) {
        Owner owner = owners.values().stream()
                .filter(one -> one.build() == build && one.node().equals(body.around.node()))
                .findFirst()
                .orElseThrow();
        if (!owner.function().startsWith("with")) {
            return;
        }
        simulation.queue().touch();
        boolean there = StreamSupport.stream(simulation.history().passwords().spliterator(), false)
                .anyMatch(password -> ownerOf(password.name) == owner && History.isAlive(password));
        if (!there && !simulation.meddledWith(build)) {
            violated("result", "the block of " + owner.function() + " in " + build.id() + " begins without a password");
        }
    }

    void ended(Build build, String node, Object value, Throwable failure) {
        owners.values().stream()
                .filter(one -> one.build() == build && one.node().equals(node))
                .findFirst()
                .ifPresent(owner -> results.ended(owner, value, failure));
    }

    void over(Build build) {
        results.over(build);
    }

    /** What is left at PlanetScale of a build, or of all; null for nothing. */
    String left(Build build) {
        simulation.queue().touch();
        for (Password password : simulation.history().passwords()) {
            Owner owner = ownerOf(password.name);
            if (owner != null && (build == null || owner.build() == build) && History.isAlive(password)) {
                return "password \"" + password.name + "\" of " + owner.build().id() + " (" + owner.function() + ")"
                        + (simulation.history().cameLate(password.id) ? ", whose answer was lost" : "");
            }
        }
        for (Branch branch : simulation.history().branches()) {
            Owner owner = ownerOf(branch);
            if (owner != null && (build == null || owner.build() == build) && branch.deletedAt == null) {
                return "branch \"" + branch.name + "\" of " + owner.build().id()
                        + (simulation.history().cameLate(branch.id) ? ", whose answer was lost" : "");
            }
        }
        return null;
    }

    Instant since() {
        return simulation.now().minus(Limits.NEWS_AGE);
    }
}
