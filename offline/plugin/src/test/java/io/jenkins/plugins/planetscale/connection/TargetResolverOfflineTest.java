package io.jenkins.plugins.planetscale.connection;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import hudson.AbortException;
import io.jenkins.plugins.planetscale.client.DatabaseRef;
import io.jenkins.plugins.planetscale.offline.PlayedJenkins;
import java.io.File;
import java.util.List;
import jenkins.model.Jenkins;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TargetResolverOfflineTest {
    @TempDir
    private File home;

    private PlayedJenkins jenkins;
    private PlayedJenkins.Folder folder;
    private PlayedJenkins.Project job;
    private PlayedJenkins.Build run;

    @BeforeEach
    void begin() {
        jenkins = new PlayedJenkins(home);
        folder = new PlayedJenkins.Folder(Jenkins.get(), "outer");
        job = new PlayedJenkins.Project(folder, "job");
        run = new PlayedJenkins.Build(job, 1);
    }

    @AfterEach
    void end() {
        jenkins.close();
    }

    @Test
    void theInnermostPlaceThatSaysSomethingDecides() throws Exception {
        connections(connection("main", "og", "dg"));
        assertEquals(new DatabaseRef("og", "dg"), resolve(null));
        PlanetScaleFolderProperty ofFolder = new PlanetScaleFolderProperty();
        ofFolder.setDatabase("of the folder");
        folder.addProperty(ofFolder);
        assertEquals(new DatabaseRef("og", "of the folder"), resolve(null));
        PlanetScaleJobProperty ofJob = new PlanetScaleJobProperty();
        ofJob.setDatabase("of the job");
        job.addProperty(ofJob);
        assertEquals(new DatabaseRef("og", "of the job"), resolve(null));
        assertEquals(new DatabaseRef("og", "of the step"), resolve("of the step"));
    }

    @Test
    void saysWhatIsMissing() {
        assertThat(refusal("x"), containsString("There is no PlanetScale connection"));
        connections(connection("main", "o", null));
        assertThat(refusal("x"), containsString("There is no PlanetScale connection \"x\". Name one of \"main\""));
        assertThat(refusal(null), containsString("No PlanetScale database is given"));
        assertThat(refusal(null), containsString("\"outer/job\""));
    }

    private static PlanetScaleConnection connection(String name, String organization, String database) {
        PlanetScaleConnection connection = new PlanetScaleConnection(name, "token");
        connection.setOrganization(organization);
        connection.setDatabase(database);
        return connection;
    }

    private static void connections(PlanetScaleConnection... connections) {
        PlanetScaleConfiguration.get().setConnections(List.of(connections));
    }

    private DatabaseRef resolve(String database) throws AbortException {
        return TargetResolver.resolve(run, new Defaults(null, null, database)).database();
    }

    private String refusal(String connection) {
        return assertThrows(AbortException.class, () -> TargetResolver.resolve(run, new Defaults(connection, null, null)))
                .getMessage();
    }
}
