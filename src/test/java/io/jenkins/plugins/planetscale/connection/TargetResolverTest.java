package io.jenkins.plugins.planetscale.connection;

import static io.jenkins.plugins.planetscale.connection.Fixture.asDefault;
import static io.jenkins.plugins.planetscale.connection.Fixture.configure;
import static io.jenkins.plugins.planetscale.connection.Fixture.connection;
import static io.jenkins.plugins.planetscale.connection.Fixture.folderProperty;
import static io.jenkins.plugins.planetscale.connection.Fixture.jobProperty;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.cloudbees.hudson.plugins.folder.Folder;
import hudson.AbortException;
import hudson.model.FreeStyleProject;
import hudson.model.Run;
import io.jenkins.plugins.planetscale.client.DatabaseRef;
import io.jenkins.plugins.planetscale.testing.WithSharedJenkins;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;

@WithSharedJenkins
class TargetResolverTest {
    private static final String NOTHING = "- - -";

    private Folder outer;
    private Folder inner;
    private FreeStyleProject job;
    private Run<?, ?> run;

    @BeforeEach
    void nest(JenkinsRule j) throws Exception {
        outer = j.createProject(Folder.class, "outer");
        inner = outer.createProject(Folder.class, "inner");
        job = inner.createProject(FreeStyleProject.class, "job");
        run = j.buildAndAssertSuccess(job);
    }

    @Test
    void theInnermostPlaceThatSaysSomethingDecides() throws Exception {
        configure(asDefault(connection("global", "og", "dg")), connection("a"), connection("b"));
        //        step       with       job        inner      outer        result
        resolves(NOTHING, NOTHING, NOTHING, NOTHING, NOTHING, "global og dg");
        resolves(NOTHING, NOTHING, NOTHING, NOTHING, "a o d", "a o d");
        resolves(NOTHING, NOTHING, NOTHING, "a o1 d1", "a o d", "a o1 d1");
        resolves(NOTHING, NOTHING, "- - d2", "a o1 d1", "a o d", "a o1 d2");
        resolves(NOTHING, "- - d3", "- - d2", "a o1 d1", "a o d", "a o1 d3");
        resolves("- - d4", "- - d3", "- - d2", "a o1 d1", "a o d", "a o1 d4");
        resolves("- o5 d4", "- - d3", "- - d2", "a o1 d1", "a o d", "a o5 d4");
        resolves("b o6 d6", "- - d3", "- - d2", "a o1 d1", "a o d", "b o6 d6");
        resolves("b - -", "- o7 d7", NOTHING, "a o1 d1", NOTHING, "b o7 d7");
        resolves(NOTHING, NOTHING, "b - -", "a o1 d1", "b o8 d8", "b o8 d8");
        resolves("- - d9", NOTHING, NOTHING, NOTHING, NOTHING, "global og d9");
        resolves("global - -", NOTHING, NOTHING, NOTHING, "a o d", "global og dg");
    }

    private void resolves(String step, String with, String jobSays, String innerSays, String outerSays, String result)
            throws Exception {
        outer.getProperties().remove(PlanetScaleFolderProperty.class);
        inner.getProperties().remove(PlanetScaleFolderProperty.class);
        job.removeProperty(PlanetScaleJobProperty.class);
        Defaults o = parse(outerSays);
        Defaults i = parse(innerSays);
        Defaults p = parse(jobSays);
        outer.addProperty(folderProperty(o.connection(), o.organization(), o.database()));
        inner.addProperty(folderProperty(i.connection(), i.organization(), i.database()));
        job.addProperty(jobProperty(p.connection(), p.organization(), p.database()));
        Defaults expected = parse(result);
        assertEquals(
                new DatabaseTarget(
                        expected.connection(), new DatabaseRef(expected.organization(), expected.database())),
                TargetResolver.resolve(run, parse(step).withFallback(parse(with))));
    }

    private static Defaults parse(String text) {
        String[] words = text.replace("-", "").split(" ", -1);
        return new Defaults(words[0], words[1], words[2]);
    }

    @Test
    void theOrganizationOfTheCredentialIsTheLastResort() throws Exception {
        PlanetScaleServiceTokenImpl token = Fixture.token("token-of-a", "tkn1");
        token.setOrganization("oc");
        Fixture.store(token);
        configure(connection("a"));
        assertEquals(new DatabaseRef("oc", "d"), resolve(null, null, "d").database());
        assertEquals(new DatabaseRef("o", "d"), resolve(null, "o", "d").database());
    }

    @Test
    void aConnectionForOneOrganizationIsForNoOther() throws Exception {
        configure(asDefault(connection("a", "oa", "da")), connection("b"));
        assertEquals(new DatabaseRef("oa", "d"), resolve("a", "oa", "d").database());
        assertThat(
                refusal("a", "ob", "d"),
                containsString("is for the organization \"oa\" only, but \"ob\" is asked for by the step"));
        outer.addProperty(folderProperty(null, "oz", "dz"));
        assertThat(refusal(null, null, "d"), containsString("\"oz\" is asked for by outer."));
        job.addProperty(jobProperty("a", "oy", "dy"));
        assertThat(refusal(null, null, null), containsString("\"oy\" is asked for by outer/inner/job."));
    }

    @Test
    void saysWhatIsMissingAndWhereItCanBeSet() {
        assertThat(refusal(null, "o", "d"), containsString("There is no PlanetScale connection. An administrator"));
        assertThat(refusal("x", "o", "d"), containsString("There is no PlanetScale connection \"x\", nor any other."));
        configure(asDefault(connection("a")), connection("b"));
        assertThat(
                refusal("x", "o", "d"),
                containsString("There is no PlanetScale connection \"x\". Name one of \"a\", \"b\","));
        assertThat(refusal(null, null, "d"), containsString("No PlanetScale organization is given."));
        String database = refusal(null, "o", null);
        assertThat(database, containsString("No PlanetScale database is given. Name it in the step (database)"));
        assertThat(database, containsString("\"outer/inner/job\""));
        assertThat(database, containsString("connection \"a\""));
    }

    private DatabaseTarget resolve(String connection, String organization, String database) throws Exception {
        return TargetResolver.resolve(run, new Defaults(connection, organization, database));
    }

    private String refusal(String connection, String organization, String database) {
        return assertThrows(AbortException.class, () -> resolve(connection, organization, database))
                .getMessage();
    }
}
