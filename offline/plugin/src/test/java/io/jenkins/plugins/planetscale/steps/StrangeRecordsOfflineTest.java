package io.jenkins.plugins.planetscale.steps;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import hudson.model.Action;
import io.jenkins.plugins.planetscale.offline.PlayedJenkins;
import java.io.File;
import jenkins.model.Jenkins;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever may configure a job can write any of our records into its {@code config.xml}: its page is drawn nevertheless. */
class StrangeRecordsOfflineTest {
    private static final String STEPS = "io.jenkins.plugins.planetscale.steps.";

    @TempDir
    private File home;

    private PlayedJenkins jenkins;

    @BeforeEach
    void begin() {
        jenkins = new PlayedJenkins(home);
    }

    @AfterEach
    void end() {
        jenkins.close();
    }

    private static Action read(String xml) {
        return (Action) Jenkins.XSTREAM2.fromXML(xml);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<STEPS.ApprovalAction/>",
                "<STEPS.ApprovalAction><offers/></STEPS.ApprovalAction>",
                "<STEPS.ApprovalAction><offers><STEPS.ApprovalOffer/></offers></STEPS.ApprovalAction>",
                "<STEPS.ApprovalAction><offers><string>x</string><null/></offers></STEPS.ApprovalAction>",
                "<STEPS.ApprovalAction><offers><STEPS.ApprovalOffer><node>3</node><database>a/b</database>"
                        + "<submitters><int>1</int></submitters><starters/><diff/><findings/>"
                        + "</STEPS.ApprovalOffer></offers></STEPS.ApprovalAction>",
                "<STEPS.PlanetScaleAction/>",
                "<STEPS.PlanetScaleAction><entries/></STEPS.PlanetScaleAction>",
                "<io.jenkins.plugins.planetscale.view.JobReleases/>",
                "<io.jenkins.plugins.planetscale.view.ReleaseAction/>",
            })
    void aJobWithItInItsConfigurationHasAPage(String xml) {
        Action action = read(xml.replace("STEPS.", STEPS));
        PlayedJenkins.Project job = new PlayedJenkins.Project(Jenkins.get(), "job");
        job.addAction(action);
        assertDoesNotThrow(() -> {
            assertNull(action.getIconFileName());
            assertNull(action.getUrlName()); // nothing can be done there
            action.getDisplayName();
        });
        if (action instanceof ApprovalAction approvals) {
            assertDoesNotThrow(() -> approvals.getOpenOffers());
            assertEquals(0, approvals.getOffers().size());
        }
    }

    @Test
    void aRecordKeepsWhatIsWhole() {
        PlanetScaleAction record = (PlanetScaleAction) read(("<STEPS.PlanetScaleAction><entries>"
                        + "<STEPS.PlanetScaleAction_-Entry/><string>x</string>"
                        + "<STEPS.PlanetScaleAction_-Entry><kind>deploy request</kind><database>a/b</database>"
                        + "<name>7</name></STEPS.PlanetScaleAction_-Entry>"
                        + "<STEPS.PlanetScaleAction_-Entry><kind>deploy request</kind><database>a/b</database>"
                        + "<name>#7</name></STEPS.PlanetScaleAction_-Entry>"
                        + "</entries></STEPS.PlanetScaleAction>")
                .replace("STEPS.", STEPS));
        assertEquals(1, record.getEntries().size());
        PlanetScaleAction.Entry entry = record.getEntries().get(0);
        assertEquals("#7", entry.getName());
        assertEquals(0, entry.getDiff().size() + entry.getFindings().size() + entry.getDecisions().size());
    }
}
