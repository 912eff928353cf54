package io.jenkins.plugins.planetscale.cleanup;

import static io.jenkins.plugins.planetscale.service.EngineHarness.LOGISTICS;
import static io.jenkins.plugins.planetscale.service.ScriptedTransport.branch;
import static io.jenkins.plugins.planetscale.service.ScriptedTransport.page;
import static io.jenkins.plugins.planetscale.service.ScriptedTransport.status;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import hudson.Launcher;
import hudson.model.AbstractBuild;
import hudson.model.BuildListener;
import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.util.OneShotEvent;
import io.jenkins.plugins.planetscale.release.Marker;
import io.jenkins.plugins.planetscale.service.FakeApi;
import io.jenkins.plugins.planetscale.service.PlanetScaleService;
import io.jenkins.plugins.planetscale.testing.FakeApiConnections;
import io.jenkins.plugins.planetscale.testing.WithSharedJenkins;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.LogRecorder;
import org.jvnet.hudson.test.TestBuilder;

@WithSharedJenkins
class OrphanSweeperTest {
    private static final Marker MARKER = Marker.of("this jenkins", "job#1 node 5", "job #1");

    private final Set<String> branches = ConcurrentHashMap.newKeySet();
    private final Set<String> passwords = ConcurrentHashMap.newKeySet();
    private final FakeApi api = new FakeApi().answer(this::planetScale);
    private final OneShotEvent finish = new OneShotEvent();
    private JenkinsRule j;

    @BeforeEach
    void connect(JenkinsRule rule) throws Exception {
        j = rule;
        FakeApiConnections.configure(api, "token", "broken");
    }

    @AfterEach
    void close() {
        finish.signal();
        api.close();
    }

    @Test
    void removesWhatABuildThatIsGoneLeftBehind() throws Exception {
        branches.add("pr-1");
        passwords.add(MARKER.token());
        add(EphemeralResource.password(
                LOGISTICS, "pr-1", MARKER, new EphemeralResource.Origin("main", null, "gone#1"), Instant.now()));
        add(EphemeralResource.branch(
                LOGISTICS,
                "pr-1",
                "id-of-pr-1",
                MARKER,
                new EphemeralResource.Origin("main", null, "gone#1"),
                Instant.now()));
        try (LogRecorder log =
                new LogRecorder().record(OrphanSweeper.class, Level.INFO).capture(20)) {
            sweep();
            await().until(EphemeralRegistry.get()::list, is(empty()));
            assertThat(branches, is(empty()));
            assertThat(log.getMessages(), hasItem(containsString("pr-1")));
        }
    }

    @Test
    void removesWhatAFinishedBuildLeftBehindAndLeavesARunningOneAlone() throws Exception {
        branches.add("pr-1");
        FreeStyleProject job = j.createFreeStyleProject("job");
        job.getBuildersList().add(new Blocker(finish));
        FreeStyleBuild build = job.scheduleBuild2(0).waitForStart();
        add(EphemeralResource.branch(
                LOGISTICS,
                "pr-1",
                "id-of-pr-1",
                MARKER,
                new EphemeralResource.Origin("main", null, build.getExternalizableId()),
                Instant.now()));
        sweep();
        assertThat(PlanetScaleService.get().works(), is(empty()));
        assertThat(api.asked, is(empty()));

        job.renameTo("renamed");
        sweep();
        assertThat("a renamed job's build still runs", PlanetScaleService.get().works(), is(empty()));

        finish.signal();
        j.waitForCompletion(build);
        sweep();
        await().until(EphemeralRegistry.get()::list, is(empty()));
        assertThat(branches, is(empty()));
    }

    @Test
    void aBuildWhoseJobIsBeingRenamedIsNotGone() throws Exception {
        branches.add("pr-1");
        FreeStyleProject job = j.createFreeStyleProject("new-name");
        job.getBuildersList().add(new Blocker(finish));
        FreeStyleBuild build = job.scheduleBuild2(0).waitForStart();
        add(EphemeralResource.branch(
                LOGISTICS,
                "pr-1",
                "id-of-pr-1",
                MARKER,
                new EphemeralResource.Origin("main", null, "old-name#1"),
                Instant.now()));
        OrphanSweeper.get().sweep(); // between the renaming and what its listeners hear of it
        assertThat(PlanetScaleService.get().works(), is(empty()));
        EphemeralRegistry.get().moved("old-name", "new-name");
        sweep();
        assertThat(PlanetScaleService.get().works(), is(empty()));
        assertThat(api.asked, is(empty()));
        finish.signal();
        j.waitForCompletion(build);
    }

    @Test
    void leavesAloneWhatWasMadeWhereItsConnectionDoesNotLeadAnyMore() throws Exception {
        add(EphemeralResource.branch(
                LOGISTICS,
                "pr-1",
                "id-of-pr-1",
                MARKER,
                new EphemeralResource.Origin("main", "https://old.example", "gone#1"),
                Instant.now()));
        assertThat(
                problemAfterSweep(),
                containsString("leads to " + api.baseUrl() + " now, but this was made at https://old.example"));
        assertThat(api.asked, is(empty()));
        assertThat(EphemeralRegistry.get().list(), hasSize(1));
    }

    /** A branch with data counts as production [D data-branch]; the id says that the build made it. */
    @Test
    void deletesAProductionBranchThatItKnowsById() throws Exception {
        branches.add("production");
        add(EphemeralResource.branch(
                LOGISTICS,
                "production",
                "id-of-production",
                MARKER,
                new EphemeralResource.Origin("main", null, "gone#1"),
                Instant.now()));
        sweep();
        await().until(EphemeralRegistry.get()::list, is(empty()));
        assertThat(branches, is(empty()));
    }

    @Test
    void leavesAProductionBranchAloneWhoseIdIsAnother() throws Exception {
        branches.add("production");
        add(EphemeralResource.branch(
                LOGISTICS,
                "production",
                "id-of-another",
                MARKER,
                new EphemeralResource.Origin("main", null, "gone#1"),
                Instant.now()));
        sweep();
        await().until(EphemeralRegistry.get()::list, is(empty()));
        assertThat(branches, hasSize(1));
        assertEquals(
                0, api.asked.stream().filter(line -> line.startsWith("DELETE")).count());
    }

    @Test
    void leavesABranchAloneThatSomebodyMadeAnewUnderTheName() throws Exception {
        branches.add("pr-1");
        add(EphemeralResource.branch(
                LOGISTICS,
                "pr-1",
                "another-id",
                MARKER,
                new EphemeralResource.Origin("main", null, "gone#1"),
                Instant.now()));
        sweep();
        await().until(EphemeralRegistry.get()::list, is(empty()));
        assertThat(branches, hasSize(1));
    }

    @Test
    void aBranchOfUnknownIdIsDeletedOnlyWhenItsNameBearsTheMarker() throws Exception {
        String marked = "ci-" + MARKER.token();
        branches.addAll(List.of("pr-1", marked));
        add(EphemeralResource.branch(
                LOGISTICS, marked, null, MARKER, new EphemeralResource.Origin("main", null, "gone#1"), Instant.now()));
        add(EphemeralResource.branch(
                LOGISTICS,
                "never-made",
                null,
                MARKER,
                new EphemeralResource.Origin("main", null, "gone#1"),
                Instant.now()));
        add(EphemeralResource.branch(
                LOGISTICS, "pr-1", null, MARKER, new EphemeralResource.Origin("main", null, "gone#1"), Instant.now()));
        sweep();
        await().until(EphemeralRegistry.get()::list, hasSize(1));
        assertEquals(Set.of("pr-1"), branches);
        assertThat(problemAfterSweep(), containsString("nothing proves that it has"));
    }

    @Test
    void keepsWhatCannotBeRemovedWithTheReason() throws Exception {
        add(EphemeralResource.branch(
                LOGISTICS,
                "pr-1",
                "id",
                MARKER,
                new EphemeralResource.Origin("broken", null, "folder/gone#1"),
                Instant.now()));
        assertThat(
                problemAfterSweep(),
                containsString("The credential \"cred\" of the PlanetScale connection \"broken\" does not exist"));
    }

    @Test
    void namesAConnectionThatIsGone() throws Exception {
        add(EphemeralResource.password(
                LOGISTICS, "pr-1", MARKER, new EphemeralResource.Origin("deleted", null, "gone#1"), Instant.now()));
        assertThat(problemAfterSweep(), containsString("no PlanetScale connection \"deleted\" any more"));
    }

    private static void add(EphemeralResource entry) throws IOException {
        EphemeralRegistry.get().add(entry);
    }

    /** Twice, as what is missing is looked for once more. */
    private static void sweep() {
        OrphanSweeper.get().sweep();
        OrphanSweeper.get().sweep();
    }

    private static String problemAfterSweep() {
        sweep();
        return await().until(() -> EphemeralRegistry.get().list().get(0).problem(), notNullValue());
    }

    private Object planetScale(String line) {
        if (line.startsWith("DELETE /branches/") && line.contains("/passwords/")) {
            passwords.clear();
            return status(204, "");
        }
        if (line.startsWith("DELETE /branches/")) {
            branches.remove(line.substring("DELETE /branches/".length()));
            return status(204, "");
        }
        if (line.contains("/passwords?")) {
            return page(passwords.stream()
                    .map(name -> "{\"id\":\"p1\",\"name\":\"" + name + "\"}")
                    .toArray(String[]::new));
        }
        if (line.startsWith("GET /deploy-requests?")) {
            return page();
        }
        return page(branches.stream()
                .map(name -> name.equals("production")
                        ? branch(name).replace("\"production\":false", "\"production\":true")
                        : branch(name))
                .toArray(String[]::new));
    }

    /** Holds a build until the test lets it go. */
    private static final class Blocker extends TestBuilder {
        private final transient OneShotEvent finish;

        Blocker(OneShotEvent finish) {
            this.finish = finish;
        }

        @Override
        public boolean perform(AbstractBuild<?, ?> build, Launcher launcher, BuildListener listener)
                throws InterruptedException {
            finish.block();
            return true;
        }
    }
}
