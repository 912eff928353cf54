package io.jenkins.plugins.planetscale.scenario;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.PluginWrapper;
import hudson.model.Result;
import io.jenkins.plugins.planetscale.connection.PlanetScaleConfiguration;
import io.jenkins.plugins.planetscale.offline.OfflineBuild;
import io.jenkins.plugins.planetscale.testing.LocalPlanetScaleFixture;
import io.jenkins.plugins.planetscale.testing.TestLimits;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import jenkins.model.Jenkins;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.RealJenkinsExtension;

/** The story of the Mechanica release in a controller of its own, with the {@code .hpi} of the offline build. */
class OfflineHpiStoryIT {
    /** So that the log of the whole story is kept. */
    private static final String ALL_RECORDS = "-Dhudson.util.RingBufferLogHandler.defaultSize=100000";

    private static final String SHORT_NAME = "planetscale";

    @RegisterExtension
    private final RealJenkinsExtension controller =
            new RealJenkinsExtension().omitPlugins(SHORT_NAME).javaOptions(ALL_RECORDS);

    @TempDir
    private Path files;

    @Test
    void thePluginOfTheOfflineBuildRunsTheStory() throws Throwable {
        Files.copy(OfflineBuild.hpi(), controller.getHome().toPath().resolve("plugins/" + SHORT_NAME + ".jpi"));
        Files.createFile(files.resolve("tested"));
        try (LocalPlanetScaleFixture site = new LocalPlanetScaleFixture()) {
            site.devBranch("dev");
            controller.startJenkins();
            assertEquals("", controller.runRemotely(OfflineHpiStoryIT::installed));
            String log = controller.runRemotely(OfflineHpiStoryIT::story, site.server.url(), files.toString());
            assertTrue(log.contains("approved by ainsley"), log);
            assertTrue(log.contains("Window KEPT"), log);
            assertFalse(log.contains("at io.jenkins.plugins.planetscale"), log);
            String world = site.server.world().dump();
            assertTrue(world.contains("deploy request 1 dev -> main closed complete\n"), world);
            assertTrue(site.database.branch("main").schema().contains("webhook_url"), world);
            assertEquals("", controller.runRemotely(OfflineHpiStoryIT::complaints));
        }
    }

    /** What is wrong with how the plugin was installed. */
    private static String installed(JenkinsRule j) {
        PluginWrapper plugin = j.jenkins.getPluginManager().getPlugin(SHORT_NAME);
        String code = PlanetScaleConfiguration.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toString();
        boolean packaged = code.endsWith("/planetscale/WEB-INF/lib/planetscale.jar");
        return plugin.isActive() && packaged ? "" : plugin.getVersion() + " " + code;
    }

    private static String story(JenkinsRule j, String url, String files) throws Exception {
        LocalPlanetScaleFixture.connect(url);
        MechanicaStory.start(Path.of(files));
        await("the approval is asked for").atMost(TestLimits.HANGING).until(MechanicaStory::asked);
        MechanicaStory.approve(j);
        return Builds.ends(Result.SUCCESS, Builds.of(MechanicaStory.JOB));
    }

    /** The plugin's warnings, and all stack traces that it is in. */
    private static String complaints(JenkinsRule j) {
        String boot = "Jenkins is fully up and running";
        if (Jenkins.logRecords.stream()
                .noneMatch(logged -> ControllerLog.text(logged).contains(boot))) {
            return "the log is not whole";
        }
        return Jenkins.logRecords.stream()
                .filter(logged -> ControllerLog.isComplaint(logged)
                        || ControllerLog.text(logged).contains("at io.jenkins.plugins.planetscale"))
                .map(ControllerLog::text)
                .collect(Collectors.joining("\n"));
    }
}
