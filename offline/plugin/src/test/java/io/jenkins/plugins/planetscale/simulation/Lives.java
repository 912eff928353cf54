package io.jenkins.plugins.planetscale.simulation;

import io.jenkins.plugins.planetscale.cleanup.OrphanSweeper;
import io.jenkins.plugins.planetscale.offline.Offline;
import io.jenkins.plugins.planetscale.service.PlanetScaleService;
import io.jenkins.plugins.planetscale.steps.record.DecisionRejectedException;
import java.io.File;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import jenkins.model.Jenkins;
import org.springframework.security.access.AccessDeniedException;

/** The lives of the controller, one after the other: how it starts with what was written down, and how it is killed. */
final class Lives {
    private final Simulation simulation;
    private final Draw draw;
    private final Network network;
    private final Kills kills;
    private final File home;
    private final List<Token> tokens;
    private Session session;
    private SimulatedController controller;
    private Instant upSince;

    /** @param home for {@code JENKINS_HOME} */
    Lives(Simulation simulation, Network network, Kills kills, File home, List<Token> tokens) {
        this.simulation = simulation;
        this.draw = simulation.draw();
        this.network = network;
        this.kills = kills;
        this.home = home;
        this.tokens = tokens;
    }

    /** The controller starts. */
    void begin(int number, String url) {
        Profile profile = simulation.profile();
        Duration ahead = profile.strict() && profile.kills() == 0
                ? Duration.ZERO
                : draw.between(Limits.CLOCKS_APART.negated(), Limits.CLOCKS_APART, "ahead", number);
        session = new Session(
                number, simulation.queue(), draw, ahead, lost -> simulation.violated("lost", "the timer lost " + lost));
        upSince = simulation.now();
        controller = new SimulatedController(simulation, home, session.timer());
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
        controller.connect(tokens, url, profile.perMinute());
        Session mine = session;
        for (Build build : simulation.builds()) {
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

    private static SimulatedJob job(Build build) {
        return new SimulatedJob(Jenkins.get(), build.intent.job());
    }

    /** A build begins. */
    void start(Build build) {
        build.begin(session, job(build));
    }

    /** {@code kill -9}. */
    void kill(Duration down, String url) {
        simulation.tells("the controller is killed, for " + down.toSeconds() + " s");
        session.die();
        network.died(session);
        int next = session.number + 1;
        simulation.queue().in(down, "start", () -> begin(next, url));
    }

    /** The run is over. */
    void end() {
        if (session != null) {
            session.die();
        }
        Offline.installHere(null);
    }

    boolean isUp() {
        return !session.isDead();
    }

    Instant upSince() {
        return upSince;
    }

    Session session() {
        return session;
    }

    /** What a person does at Jenkins. */
    interface Deed {
        void run() throws DecisionRejectedException;
    }

    void as(String user, Deed deed) throws DecisionRejectedException {
        controller.login(user);
        try {
            deed.run();
        } catch (AccessDeniedException e) {
            throw new DecisionRejectedException(403, e.getMessage());
        } finally {
            controller.logout();
        }
    }
}
