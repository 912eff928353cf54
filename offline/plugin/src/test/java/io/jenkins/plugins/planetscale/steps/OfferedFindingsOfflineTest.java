package io.jenkins.plugins.planetscale.steps;
import io.jenkins.plugins.planetscale.steps.deploy.ApplyStep;
import io.jenkins.plugins.planetscale.steps.approval.ApprovalAction;
import io.jenkins.plugins.planetscale.steps.approval.ApprovalSettings;
import io.jenkins.plugins.planetscale.steps.deploy.DeployRequestStep;
import io.jenkins.plugins.planetscale.steps.deploy.GateSettings;
import io.jenkins.plugins.planetscale.testing.PlayedController;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The approver is shown what the check found, and what is found in the same statements now. */
class OfferedFindingsOfflineTest {
    @TempDir
    private File home;

    private PlayedController controller;

    @BeforeEach
    void begin() {
        controller = new PlayedController(home).devBranch();
        controller.database.branch("dev").ddl("ALTER TABLE orders DROP COLUMN status");
    }

    @AfterEach
    void end() {
        controller.close();
    }

    private List<String> offered(GateSettings gates, Runnable meanwhile) {
        DeployRequestStep check = new DeployRequestStep("dev");
        check.setGates(gates);
        controller.start(check);
        controller.await(Duration.ofMinutes(5), () -> controller.last().isOver());
        meanwhile.run();
        ApplyStep apply = new ApplyStep();
        apply.setDeployRequest(1);
        apply.setApproval(new ApprovalSettings());
        controller.start(apply);
        controller.await(
                Duration.ofMinutes(10),
                () -> action() != null && !action().getOpenRequests().isEmpty());
        return action().getOpenRequests().get(0).getFindings();
    }

    private ApprovalAction action() {
        return controller.run().getAction(ApprovalAction.class);
    }

    private static GateSettings warning() {
        GateSettings gates = new GateSettings();
        gates.setDropData("warn");
        return gates;
    }

    @Test
    void whatIsFoundOfWhatIsStagedIsShownBesideWhatTheCheckFound() {
        List<String> offered = offered(warning(), () -> controller.database.recentlyUsed("orders"));
        assertEquals(2, offered.size(), offered::toString);
        assertTrue(offered.get(0).startsWith("WARN dropData: table orders"), offered::toString);
        assertTrue(offered.get(1).startsWith("WARN recentlyUsed: table orders"), offered::toString);
    }

    @Test
    void whatTheCheckWasToldNotToFindIsShown() {
        GateSettings gates = new GateSettings();
        gates.setDropData("off");
        List<String> offered = offered(gates, () -> {});
        assertEquals(1, offered.size(), offered::toString);
        assertTrue(offered.get(0).contains("dropData: table orders"), offered::toString);
    }
}
