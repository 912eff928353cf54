package io.jenkins.plugins.planetscale.scenario;

import io.jenkins.plugins.planetscale.local.Timings;
import io.jenkins.plugins.planetscale.testing.LocalPlanetScaleFixture;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * A long wait of a step: what makes it long, and how the server looks meanwhile.
 *
 * @param lasts longer than anything else in the script
 */
record LongWait(
        String name,
        String script,
        Consumer<Timings> timings,
        Predicate<LocalPlanetScaleFixture> under,
        Duration lasts) {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration MINUTES = Duration.ofMinutes(5);
    private static final String STAGE = "def request = planetscaleDeployRequest branch: 'dev', stage: true\n";
    private static final String APPLY = "planetscaleDeployRequest branch: 'dev'\nplanetscaleApply deployRequest: 1\n";

    static List<LongWait> all() {
        return List.of(
                new LongWait(
                        "branch-ready",
                        "planetscaleBranch name: 'feature'",
                        timings -> timings.branchReady(HOUR),
                        site -> site.database.hasBranch("feature"),
                        HOUR),
                new LongWait(
                        "schema-ready",
                        "planetscaleBranch name: 'feature'",
                        timings -> timings.schemaReady(HOUR),
                        site -> site.database.hasBranch("feature"),
                        HOUR),
                new LongWait(
                        "check",
                        STAGE,
                        timings -> timings.check(HOUR),
                        site -> site.database.lastDeployRequest() == 1,
                        HOUR),
                new LongWait(
                        "validating",
                        STAGE,
                        timings -> timings.validating(MINUTES),
                        site -> site.server.exchanges().stream()
                                .anyMatch(exchange -> exchange.resource().endsWith("/1/deploy")),
                        MINUTES),
                new LongWait("queue", STAGE, timings -> timings.queued(HOUR), in("queued"), HOUR),
                new LongWait("staging", STAGE, timings -> timings.copy(HOUR), in("in_progress"), HOUR),
                new LongWait("copy", APPLY, timings -> timings.copy(HOUR), in("in_progress"), HOUR),
                new LongWait("cutover", APPLY, timings -> timings.cutover(HOUR), in("in_progress_cutover"), HOUR),
                new LongWait(
                        "revert",
                        APPLY + "planetscaleRevert deployRequest: 1",
                        timings -> timings.revert(HOUR),
                        in("in_progress_revert"),
                        HOUR),
                new LongWait(
                        "backup",
                        "planetscaleBackup branch: 'main', name: 'nightly'",
                        timings -> timings.backup(HOUR),
                        site -> site.server.world().dump().contains("backup nightly"),
                        HOUR),
                new LongWait(
                        "deletion",
                        STAGE + "planetscaleApply deployRequest: 1\nplanetscaleRevert deployRequest: 1\n"
                                + "planetscaleDeleteBranch name: 'dev'",
                        timings -> timings.deletionBlockedAfterDeploy(MINUTES),
                        site -> site.server.exchanges().stream()
                                .anyMatch(exchange -> exchange.method().equals("DELETE")),
                        MINUTES));
    }

    private static Predicate<LocalPlanetScaleFixture> in(String state) {
        return site -> site.database.lastDeployRequest() == 1
                && site.database.deployRequest(1).deploymentState().equals(state);
    }

    DisturbedPipeline plot(String suffix) {
        DisturbedPipeline plot = new DisturbedPipeline(name + suffix, script);
        timings.accept(plot.site.database.timings());
        return plot;
    }
}
