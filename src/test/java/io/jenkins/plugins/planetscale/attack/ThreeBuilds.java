package io.jenkins.plugins.planetscale.attack;

import io.jenkins.plugins.planetscale.cleanup.EphemeralRegistry;
import io.jenkins.plugins.planetscale.cleanup.EphemeralResource;
import io.jenkins.plugins.planetscale.client.DatabaseRef;
import io.jenkins.plugins.planetscale.local.Database;
import io.jenkins.plugins.planetscale.release.Marker;
import io.jenkins.plugins.planetscale.steps.approval.ApprovalAction;
import io.jenkins.plugins.planetscale.steps.record.ReleaseRecorder;
import io.jenkins.plugins.planetscale.testing.ApprovalPipelines;
import io.jenkins.plugins.planetscale.testing.LocalPlanetScaleFixture;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jvnet.hudson.test.JenkinsRule;

/**
 * A build that asks for an approval, one that has left a staged change, and one whose change is in its revert window; each
 * in a database of its own. And a branch that some build left behind.
 */
final class ThreeBuilds {
    private static final List<String> DATABASES = List.of("logistics", "billing", "catalog");

    final WorkflowRun asks;
    final WorkflowRun staged;
    final WorkflowRun live;
    private final LocalPlanetScaleFixture site;
    private EphemeralResource left;

    ThreeBuilds(JenkinsRule j, LocalPlanetScaleFixture site) throws Exception {
        this.site = site;
        site.configure().devBranch("dev");
        for (String name : DATABASES.subList(1, 3)) {
            Database database = site.server.world().database("mechanica", name);
            database.branch("main").schema(LocalPlanetScaleFixture.SCHEMA);
            database.timings().immediate();
            database.branch("dev")
                    .schema(LocalPlanetScaleFixture.SCHEMA)
                    .ddl("ALTER TABLE customers ADD COLUMN note varchar(20)");
        }
        staged = j.buildAndAssertSuccess(LocalPlanetScaleFixture.job(
                "staged", "planetscaleDeployRequest branch: 'dev', database: 'billing', stage: true"));
        live = j.buildAndAssertSuccess(LocalPlanetScaleFixture.job("live", """
                planetscaleDeployRequest branch: 'dev', database: 'catalog', stage: true
                planetscaleApply deployRequest: 1, database: 'catalog'
                """));
        asks = ApprovalPipelines.start("asks", "", "");
        leaveBehind("pr-1");
    }

    EphemeralResource leaveBehind(String branch) throws IOException {
        left = EphemeralResource.branch(
                new DatabaseRef("mechanica", "logistics"),
                branch,
                site.database.branch(branch).id,
                Marker.of("jenkins", "w", "d"),
                new EphemeralResource.Origin("production", site.server.url(), "gone#1"),
                Instant.now());
        EphemeralRegistry.get().add(left);
        return left;
    }

    String leftKey() {
        return left.key();
    }

    /** All that an attacker could have changed: PlanetScale, what the plugin has in files, what people decided. */
    String state() throws IOException {
        StringBuilder state = new StringBuilder(site.server.world().dump());
        for (Path file : files(Jenkins.get().getRootDir())) {
            state.append(file.getFileName()).append('\n').append(Files.readString(file));
        }
        ApprovalAction.requestsOf(asks).forEach(asked -> state.append(asked.getId())
                .append(asked.isOpen())
                .append(asked.answer())
                .append('\n'));
        for (WorkflowRun run : List.of(asks, staged, live)) {
            for (String database : DATABASES) {
                var entry = ReleaseRecorder.find(run, "mechanica/" + database, 1);
                state.append(entry == null ? "" : entry.getDecisions() + " " + entry.getOutcome() + "\n");
            }
        }
        return state.toString();
    }

    private static List<Path> files(File home) throws IOException {
        try (Stream<Path> all = Files.list(home.toPath())) {
            return new ArrayList<>(all.filter(file -> file.getFileName()
                            .toString()
                            .matches("(io\\.jenkins\\.plugins\\.planetscale\\..*|credentials)\\.xml"))
                    .sorted()
                    .toList());
        }
    }
}
