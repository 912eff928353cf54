package io.jenkins.plugins.planetscale.simulation;

import io.jenkins.plugins.planetscale.cleanup.EphemeralRegistry;
import io.jenkins.plugins.planetscale.client.Transport;
import io.jenkins.plugins.planetscale.local.Database;
import io.jenkins.plugins.planetscale.local.LocalClock;
import io.jenkins.plugins.planetscale.local.LocalPlanetScale;
import java.io.File;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** One run: some builds, one controller in its lives, one PlanetScale. All of it happens on the calling thread. */
final class Simulation {
    static final String INSTANCE = "simulated";
    static final String ORGANIZATION = "mechanica";
    private static final Duration SWEEPS = Duration.ofHours(4);
    private static final long MOST_EVENTS = 120_000;

    private static final ThreadLocal<Simulation> CURRENT = new ThreadLocal<>();

    private final long seed;
    private final Profile profile;
    private final Set<String> dropped;
    private final Planted planted;
    private final Draw draw;
    private final LocalPlanetScale server;
    private final EventQueue queue;
    private final History history;
    private final Judge judge = new Judge(this);
    private final Decisions decisions;
    private final People people;
    private final Network network;
    private final Kills kills;
    private final List<Database> databases = new ArrayList<>();
    private final List<Token> tokens = new ArrayList<>();
    private final List<Build> builds = new ArrayList<>();
    private final Set<Build> meddled = new HashSet<>();
    private final Set<String> struck = new LinkedHashSet<>();
    private final Story story;
    private final SecretJudge secretJudge = new SecretJudge(this, tokens);
    private final Setting setting;
    private final Lives lives;
    private final Figures figures = new Figures();
    private Violation violation;

    /**
     * @param dropped disturbances that do not take place, by the names that {@link Outcome#struck} gives them
     * @param home empty folder, for {@code JENKINS_HOME}
     */
    Simulation(long seed, Profile profile, Set<String> dropped, Planted planted, File home) {
        this.seed = seed;
        this.profile = profile;
        this.dropped = dropped;
        this.planted = planted;
        planted.simulation = this;
        draw = new Draw(seed);
        LocalClock clock = LocalClock.manual(LocalPlanetScale.START);
        server = LocalPlanetScale.inProcess(clock, seed, new Webhooks(this, draw));
        queue = new EventQueue(clock, Limits.LONGEST_BUILD);
        story = new Story(queue);
        decisions = new Decisions(this, draw);
        people = new People(this, draw);
        network = new Network(this, server, queue, draw);
        kills = new Kills(this, draw);
        setting = new Setting(this, draw);
        lives = new Lives(this, network, kills, home, tokens);
        history = new History(this, databases);
        queue.server(server.world()::nextChange, () -> history.look(false));
    }

    static Simulation current() {
        return CURRENT.get();
    }

    Outcome run() {
        CURRENT.set(this);
        try {
            setting.furnish(server.world(), databases, tokens, builds);
            history.look(false);
            lives.begin(0, server.url());
            setting.begin();
            while (violation == null && builds.stream().anyMatch(build -> !build.isOver())) {
                if (queue.next(now().plus(Duration.ofDays(3))) == null || queue.isLate()) {
                    violated("bounded", "after " + queue.passed() + " these do not end: " + notOver());
                }
                if (queue.done() > MOST_EVENTS) {
                    violated("bounded", "within " + queue.passed() + " more than " + MOST_EVENTS + " events: " + notOver());
                }
                kills.after(queue.done());
            }
            if (violation == null) {
                sweep();
            }
        } catch (RuntimeException | Error e) {
            java.io.StringWriter text = new java.io.StringWriter();
            e.printStackTrace(new java.io.PrintWriter(text));
            violated("simulator", text.toString());
        } finally {
            lives.end();
            server.close();
            CURRENT.remove();
        }
        return outcome();
    }

    private Outcome outcome() {
        figures.seeds = 1;
        figures.events = queue.done();
        figures.requests = history.requests();
        figures.builds = builds.size();
        figures.violations = violation == null ? 0 : 1;
        builds.forEach(build -> figures.ends.merge(
                !build.isOver() ? "running" : build.failure() == null ? "good" : "bad", 1L, Long::sum));
        return new Outcome(seed, profile, violation, List.copyOf(struck), story.lines(), story.trace(), figures);
    }

    private List<String> notOver() {
        return builds.stream()
                .filter(build -> !build.isOver())
                .map(build -> build.id() + " in " + build.function() + " "
                        + build.executions().stream().map(execution -> execution.getStatus()).toList())
                .toList();
    }

    /** All builds are over and nothing is disturbed any more: now nothing may be left. */
    private void sweep() {
        network.heal();
        kills.end();
        Instant until = now().plus(SWEEPS);
        while (violation == null && queue.next(until) != null) {
            // what is left to do
        }
        String left = judge.left(null);
        if (left != null && violation == null) {
            violated("swept", "hours after all builds there still is the " + left + "; registered: "
                    + EphemeralRegistry.get().list());
        }
    }

    /** Whether that disturbance takes place. */
    boolean strikes(String name) {
        if (dropped.contains(name)) {
            return false;
        }
        struck.add(name);
        return true;
    }

    void violated(String rule, String what) {
        if (violation == null) {
            violation = new Violation(rule, what, queue.passed());
            tells("VIOLATION " + violation);
        }
    }

    /** A line of the story. */
    void tells(String what) {
        story.tells(what);
    }

    /** A request came to its end, one way or the other. */
    void told(String line, Fault fault, Duration stale, int status) {
        Fault met = fault == Fault.NONE && !stale.isZero() ? Fault.STALE : fault;
        figures.faults.merge(met, 1L, Long::sum);
        tells(line + " -> " + (status == 0 ? "no answer" : status) + (fault == Fault.NONE ? "" : " (" + fault + ")")
                + (stale.isZero() ? "" : " as " + stale.toMillis() + " ms ago"));
        History.Course course = history.courseOf(line);
        if (course != null) {
            if (fault != Fault.NONE) {
                course.disturbed = now();
            }
            visit(course, met);
        }
    }

    void delivered(Webhooks.Fate fate) {
        figures.webhooks.merge(Webhooks.name(fate), 1L, Long::sum);
    }

    /** Which states, steps and faults came together. */
    private void visit(History.Course course, Fault fault) {
        Judge.Owner owner = judge.ownerOf(course.request.notes);
        String step = owner == null ? null : owner.build().function();
        if (step != null) {
            figures.coverage.visit(course.request.deployment.state, step, fault);
        }
    }

    void says(Build build, String line) {
        story.says(build, line);
        secretJudge.says(build, line);
    }

    void written(Build build, byte[] bytes) {
        secretJudge.written(build, bytes);
    }

    void meddle(Build build) {
        figures.deeds++;
        meddled.add(build);
    }

    boolean meddledWith(Build build) {
        return meddled.contains(build);
    }

    boolean isAbortedTwice(Build build) {
        return decisions.aborts(build) > 1;
    }

    /** The header of any token. */
    String anyAuthorization() {
        Token first = tokens.get(0);
        return first.id() + ":" + first.secret();
    }

    void kill(Duration down) {
        figures.kills++;
        lives.kill(down, server.url());
    }

    boolean isUp() {
        return lives.isUp();
    }

    Lives lives() {
        return lives;
    }

    void onRequest(Transport.Request request) {
        kills.onRequest(request);
    }

    /** Somebody did something at Jenkins, which counts. */
    void onDeed() {
        kills.onDeed();
    }

    Database databaseOf(String path) {
        return databases.stream()
                .filter(database -> path.contains("/databases/" + database.name + "/") || path.endsWith("/" + database.name))
                .findFirst()
                .orElse(null);
    }

    String tokenOf(Database database) {
        return "token-" + databases.indexOf(database);
    }

    List<Build> builds() {
        return builds;
    }

    Build build(String id) {
        return builds.stream().filter(build -> build.id().equals(id)).findFirst().orElseThrow();
    }

    Instant now() {
        return queue.now();
    }

    EventQueue queue() {
        return queue;
    }

    Draw draw() {
        return draw;
    }

    Profile profile() {
        return profile;
    }

    Planted planted() {
        return planted;
    }

    History history() {
        return history;
    }

    Judge judge() {
        return judge;
    }

    People people() {
        return people;
    }

    Decisions decisions() {
        return decisions;
    }
}
