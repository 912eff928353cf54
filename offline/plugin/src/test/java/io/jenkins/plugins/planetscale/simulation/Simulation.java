package io.jenkins.plugins.planetscale.simulation;

import io.jenkins.plugins.planetscale.cleanup.EphemeralRegistry;
import io.jenkins.plugins.planetscale.cleanup.OrphanSweeper;
import io.jenkins.plugins.planetscale.client.Transport;
import io.jenkins.plugins.planetscale.local.Database;
import io.jenkins.plugins.planetscale.local.LocalClock;
import io.jenkins.plugins.planetscale.local.LocalPlanetScale;
import io.jenkins.plugins.planetscale.local.Password;
import io.jenkins.plugins.planetscale.offline.Offline;
import io.jenkins.plugins.planetscale.service.PlanetScaleService;
import io.jenkins.plugins.planetscale.steps.record.DecisionRejectedException;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import jenkins.model.Jenkins;

/** One run: some builds, one controller in its lives, one PlanetScale. All of it happens on the calling thread. */
final class Simulation {
    static final String INSTANCE = "simulated";
    static final String ORGANIZATION = "mechanica";
    private static final Duration SWEEPS = Duration.ofHours(4);
    private static final int LEFT = 22;
    private static final long MOST_EVENTS = 300_000;

    private static final ThreadLocal<Simulation> CURRENT = new ThreadLocal<>();

    private final long seed;
    private final Profile profile;
    private final Set<String> dropped;
    private final Planted planted;
    private final File home;
    private final Draw draw;
    private final LocalPlanetScale server;
    private final EventQueue queue;
    private final History history;
    private final Judge judge = new Judge(this);
    private final Decisions decisions;
    private final Network network;
    private final Kills kills;
    private final List<Database> databases = new ArrayList<>();
    private final Map<String, String> secrets = new LinkedHashMap<>();
    private final List<Build> builds = new ArrayList<>();
    private final Set<Build> meddled = new HashSet<>();
    private final Set<String> struck = new LinkedHashSet<>();
    private final List<String> story = new ArrayList<>();
    private final Figures figures = new Figures();
    private Session session;
    private SimulatedController controller;
    private Instant upSince;
    private Violation violation;
    private long trace;

    /**
     * @param dropped disturbances that do not take place, by the names that {@link Outcome#struck} gives them
     * @param home empty folder, for {@code JENKINS_HOME}
     */
    Simulation(long seed, Profile profile, Set<String> dropped, Planted planted, File home) {
        this.seed = seed;
        this.profile = profile;
        this.dropped = dropped;
        this.planted = planted;
        this.home = home;
        planted.simulation = this;
        draw = new Draw(seed);
        LocalClock clock = LocalClock.manual(LocalPlanetScale.START);
        server = LocalPlanetScale.inProcess(clock, seed);
        queue = new EventQueue(clock, Limits.LONGEST_BUILD);
        decisions = new Decisions(this, draw);
        network = new Network(this, server, queue, draw);
        kills = new Kills(this, draw);
        history = new History(this, databases);
        queue.server(server.world()::nextChange, () -> history.look(false));
    }

    static Simulation current() {
        return CURRENT.get();
    }

    Outcome run() {
        CURRENT.set(this);
        try {
            furnish();
            live(0);
            new Setting(this, draw).begin();
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
            if (session != null) {
                session.die();
            }
            Offline.installHere(null);
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
        return new Outcome(seed, profile, violation, List.copyOf(struck), story, trace, figures);
    }

    private List<String> notOver() {
        return builds.stream()
                .filter(build -> !build.isOver())
                .map(build -> build.id() + " in " + build.function() + " "
                        + build.executions().stream().map(execution -> execution.getStatus()).toList())
                .toList();
    }

    private void furnish() {
        int count = 1 + draw.below(profile.builds(), "builds");
        int many = 1 + draw.below(2, "databases");
        StringBuilder schema = new StringBuilder("CREATE TABLE customers (id bigint NOT NULL, PRIMARY KEY (id));");
        for (int i = 0; i < count; i++) {
            schema.append(" CREATE TABLE t_" + i + " (id bigint NOT NULL, note varchar(20), PRIMARY KEY (id));");
        }
        for (int i = 0; i < many; i++) {
            Database database = server.world().database(ORGANIZATION, i == 0 ? "logistics" : "billing");
            database.branch("main").schema(schema.toString());
            database.timings().copy(draw.spread(Duration.ofSeconds(5), Duration.ofMinutes(25), "copy", i));
            database.timings().revertWindow(Duration.ofMinutes(30));
            databases.add(database);
            String token = "token-" + i;
            String secret = "pscale_tkn_s3cr3t" + i + "x" + seed;
            secrets.put(token, secret);
            server.world().token(token, secret, ORGANIZATION);
        }
        for (int i = 0; i < count; i++) {
            Build build = new Build(this, new Intent(draw, i, databases, !profile.strict()));
            build.intent.prepare();
            builds.add(build);
        }
        server.world().locked(() -> {
            if (profile.stale() > 0) {
                server.world().stale().keep(Limits.STALE_READ);
            }
            return null;
        });
        history.look(false);
    }

    /** The controller starts. */
    void live(int number) {
        Duration ahead = profile.strict() && profile.kills() == 0
                ? Duration.ZERO
                : draw.between(Limits.CLOCKS_APART.negated(), Limits.CLOCKS_APART, "ahead", number);
        session = new Session(number, queue, draw, ahead, lost -> violated("lost", "the timer lost " + lost));
        upSince = now();
        controller = new SimulatedController(this, home, session.timer());
        Offline.installHere(controller);
        long[] jitter = {0};
        controller
                .extensions()
                .put(new PlanetScaleService(
                        session.driving(),
                        session.working(),
                        network.of(session),
                        session,
                        () -> draw.unit("jitter", number, jitter[0]++)));
        controller.connect(secrets, server.url(), profile.perMinute());
        Session mine = session;
        for (Build build : builds) {
            if (build.hasBegun()) {
                build.restore(mine, job(build), draw.chance(0.5, "older", number, build.id()));
            }
        }
        sweepHourly(mine, Duration.ofMinutes(2));
        kills.clockJumps(mine);
    }

    private void sweepHourly(Session mine, Duration after) {
        mine.in(after, "sweep", () -> {
            OrphanSweeper.get().doRun();
            sweepHourly(mine, Duration.ofHours(1));
        });
    }

    private SimulatedJob job(Build build) {
        return new SimulatedJob(Jenkins.get(), build.intent.job());
    }

    void start(Build build) {
        build.begin(session, job(build));
    }

    /** {@code kill -9}. */
    void kill(Duration down) {
        tells("the controller is killed, for " + down.toSeconds() + " s");
        figures.kills++;
        session.die();
        network.died(session);
        int next = session.number + 1;
        queue.in(down, "start", () -> live(next));
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
        long seconds = queue.passed().toSeconds();
        String line = String.format("%3d:%02d:%02d  %s", seconds / 3600, seconds / 60 % 60, seconds % 60, what);
        trace = trace * 31 + line.hashCode();
        story.add(line);
    }

    /** A request came to its end, one way or the other. */
    void told(String line, Fault fault, Duration stale, int status) {
        Fault met = fault == Fault.NONE && !stale.isZero() ? Fault.STALE : fault;
        figures.faults.merge(met, 1L, Long::sum);
        tells(line + " -> " + (status == 0 ? "no answer" : status) + (fault == Fault.NONE ? "" : " (" + fault + ")")
                + (stale.isZero() ? "" : " as " + stale.toMillis() + " ms ago"));
        Coverage.visit(figures.visited, line, this, met);
    }

    void says(Build build, String line) {
        trace = trace * 31 + line.hashCode();
        story.add("           " + build.id() + " | " + line);
        secretIn(line, "a text of " + build.id());
    }

    void written(Build build, byte[] bytes) {
        secretIn(new String(bytes, StandardCharsets.ISO_8859_1), "what is written of " + build.id());
    }

    private void secretIn(String text, String where) {
        for (String secret : secrets.values()) {
            if (text.contains(secret)) {
                violated("secret", "a token's secret is in " + where + ": " + text);
            }
        }
        for (Password password : history.passwords()) {
            if (text.contains(password.plainText.substring(0, LEFT))) {
                violated("secret", "a password is in " + where + ": " + text);
            }
        }
    }

    void meddle(Build build) {
        figures.deeds++;
        meddled.add(build);
    }

    boolean meddledWith(Build build) {
        return meddled.contains(build);
    }

    /** Whether another build has brought a change live beside it, which gates may refuse it for. */
    boolean othersChanged(Build build) {
        for (History.Course course : history.courses()) {
            Judge.Owner owner = judge.ownerOf(course.request.notes);
            if (course.live && course.request.database == build.intent.database && owner != null && owner.build() != build) {
                return true;
            }
        }
        return false;
    }

    boolean isAbortedTwice(Build build) {
        return decisions.aborts(build) > 1;
    }

    /** Whether a change that cuts over by itself could not have been held back in time. */
    boolean couldNotHold(History.Course course) {
        if (course.autoSince == null) {
            return false;
        }
        Instant since = course.autoSince.isAfter(upSince) ? course.autoSince : upSince;
        return !isUp() || since.isAfter(now().minus(Duration.ofMinutes(5)));
    }

    /** The header of any token. */
    String anyAuthorization() {
        Map.Entry<String, String> first = secrets.entrySet().iterator().next();
        return first.getKey() + ":" + first.getValue();
    }

    interface Deed {
        void run() throws DecisionRejectedException;
    }

    void as(String user, Deed deed) throws DecisionRejectedException {
        controller.login(user);
        try {
            deed.run();
        } finally {
            controller.logout();
        }
    }

    boolean isUp() {
        return !session.isDead();
    }

    Session session() {
        return session;
    }

    void onRequest(Transport.Request request) {
        kills.onRequest(request);
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

    Decisions decisions() {
        return decisions;
    }
}
