package io.jenkins.plugins.planetscale.steps;
import io.jenkins.plugins.planetscale.steps.approval.ApprovalAction;
import io.jenkins.plugins.planetscale.steps.record.ReleaseRecord;
import io.jenkins.plugins.planetscale.steps.record.ReleaseRecordAction;

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
                "<STEPS.approval.ApprovalAction/>",
                "<STEPS.approval.ApprovalAction><requests/></STEPS.approval.ApprovalAction>",
                "<STEPS.approval.ApprovalAction><requests><STEPS.approval.ApprovalRequest/></requests></STEPS.approval.ApprovalAction>",
                "<STEPS.approval.ApprovalAction><requests><string>x</string><null/></requests></STEPS.approval.ApprovalAction>",
                "<STEPS.approval.ApprovalAction><requests><STEPS.approval.ApprovalRequest><node>3</node><database>a/b</database>"
                        + "<policy><submitters><int>1</int></submitters><starters/></policy><diff/><findings/>"
                        + "</STEPS.approval.ApprovalRequest></requests></STEPS.approval.ApprovalAction>",
                "<STEPS.record.ReleaseRecordAction/>",
                "<STEPS.record.ReleaseRecordAction><entries/></STEPS.record.ReleaseRecordAction>",
                "<io.jenkins.plugins.planetscale.view.job.JobReleases/>",
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
            assertDoesNotThrow(() -> approvals.getOpenRequests());
            assertEquals(0, approvals.getRequests().size());
        }
    }

    @Test
    void aRecordKeepsWhatIsWhole() {
        ReleaseRecordAction record = (ReleaseRecordAction) read(("<STEPS.record.ReleaseRecordAction><entries>"
                        + "<STEPS.record.ReleaseRecord/><string>x</string>"
                        + "<STEPS.record.ReleaseRecord><kind>DEPLOY_REQUEST</kind><database>a/b</database>"
                        + "<name>7</name></STEPS.record.ReleaseRecord>"
                        + "<STEPS.record.ReleaseRecord><kind>DEPLOY_REQUEST</kind><database>a/b</database>"
                        + "<name>#7</name></STEPS.record.ReleaseRecord>"
                        + "</entries></STEPS.record.ReleaseRecordAction>")
                .replace("STEPS.", STEPS));
        assertEquals(1, record.getEntries().size());
        ReleaseRecord entry = record.getEntries().get(0);
        assertEquals("#7", entry.getName());
        assertEquals(0, entry.getDiff().size() + entry.getFindings().size() + entry.getDecisions().size());
    }
}
