package io.jenkins.plugins.planetscale.testing;

import io.jenkins.plugins.planetscale.steps.PlanetScaleStep;
import io.jenkins.plugins.planetscale.steps.WithPlanetscaleStep;
import io.jenkins.plugins.planetscale.steps.approval.ApprovalSettings;
import io.jenkins.plugins.planetscale.steps.branch.BackupStep;
import io.jenkins.plugins.planetscale.steps.branch.BranchStep;
import io.jenkins.plugins.planetscale.steps.branch.DeleteBranchStep;
import io.jenkins.plugins.planetscale.steps.branch.EphemeralBranchStep;
import io.jenkins.plugins.planetscale.steps.credentials.PasswordStep;
import io.jenkins.plugins.planetscale.steps.deploy.ApplyStep;
import io.jenkins.plugins.planetscale.steps.deploy.DeployRequestStep;
import io.jenkins.plugins.planetscale.steps.deploy.GateSettings;
import io.jenkins.plugins.planetscale.steps.window.RevertStep;
import io.jenkins.plugins.planetscale.steps.window.RevertWindowStep;
import java.util.ArrayList;
import java.util.List;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;

/** Each step with nothing but what it must have, and with everything set; and what a Jenkinsfile then says. */
public final class FormExamples {
    private FormExamples() {}

    /** A step and its line in a Jenkinsfile. */
    public record Example(Step step, boolean everything, String snippet) {}

    private static final String WHERE_BEFORE = "connection: 'production', database: 'billing'";

    private static final String GATES = "planetscaleGates(dropData: 'warn', foreignKeys: 'off', instant: 'off', lint:"
            + " 'warn', recentlyUsed: 'error', staleBase: 'off', storage: 'warn', tables: ['orders', 'customers'],"
            + " unreadable: 'warn')";

    public static List<Example> all() {
        return List.of(
                new Example(new BranchStep(), false, "planetscaleBranch()"),
                new Example(
                        branch(),
                        true,
                        "planetscaleBranch backup: 'bk1', clusterSize: 'PS_10', " + WHERE_BEFORE
                                + ", dryRun: true, ifExists: 'recreate', name: 'feature', organization: 'mechanica',"
                                + " parent: 'main', region: 'us-east', seedData: true, timeout: '2h'"),
                new Example(new DeleteBranchStep("dev"), false, "planetscaleDeleteBranch 'dev'"),
                new Example(
                        deleteBranch(),
                        true,
                        "planetscaleDeleteBranch closeDeployRequests: true, " + WHERE_BEFORE
                                + ", descendants: true, dryRun: true, name: 'dev', organization: 'mechanica', timeout:"
                                + " '2h'"),
                new Example(new DeployRequestStep("dev"), false, "planetscaleDeployRequest 'dev'"),
                new Example(
                        deployRequest(),
                        true,
                        "planetscaleDeployRequest autoDeleteBranch: true, branch: 'dev', " + WHERE_BEFORE
                                + ", dryRun: true, gates: " + GATES + ", ifNoChanges: 'fail',"
                                + " ifQueueBlocked: 'fail', ifTakenOutOfQueue: 'checkAgain',"
                                + " instant: 'ifEligible', into: 'next', notes: 'It\\'s"
                                + " \"quoted\"', onAbort: 'close', organization: 'mechanica', stage: true, timeout:"
                                + " '2h', waitForApproval: true"),
                new Example(new ApplyStep(), false, "planetscaleApply()"),
                new Example(
                        apply(),
                        true,
                        "planetscaleApply approval: planetscaleApproval(message: 'Webhooks live?', notStarter: true,"
                                + " requireStarter: true, submitters: 'ainsley,dba', timeout: '8h'), branch: 'dev', "
                                + WHERE_BEFORE
                                + ", deployRequest: 7, dryRun: true, forceCutoverAfter: '10m', gates: " + GATES
                                + ", ifNoneOpen: 'pass', ifQueueBlocked: 'fail', ifTakenOutOfQueue: 'checkAgain',"
                                + " ifUnchecked: 'fail', instant: 'ifEligible', into: 'main', onAbort: 'revert', organization: 'mechanica',"
                                + " timeout: '2h', waitForApproval: true"),
                new Example(new RevertStep(7), false, "planetscaleRevert 7"),
                new Example(
                        revert(),
                        true,
                        "planetscaleRevert " + WHERE_BEFORE
                                + ", deployRequest: 7, dryRun: true, organization: 'mechanica', reason: 'errors',"
                                + " timeout: '2h'"),
                new Example(new BackupStep("main"), false, "planetscaleBackup 'main'"),
                new Example(
                        backup(),
                        true,
                        "planetscaleBackup branch: 'main', " + WHERE_BEFORE
                                + ", dryRun: true, name: 'before', organization: 'mechanica', retention: '2 weeks',"
                                + " timeout: '2h', wait: false"),
                new Example(new EphemeralBranchStep(), false, "withPlanetscaleBranch {\n    // some block\n}"),
                new Example(
                        ephemeral(),
                        true,
                        "withPlanetscaleBranch(backup: 'bk1', clusterSize: 'PS_10', " + WHERE_BEFORE
                                + ", dryRun: true, format: 'rails', keep: 'onFailure', name: 'feature', organization:"
                                + " 'mechanica', parent: 'main', prefix: 'SHOP_', region: 'us-east', role: 'reader',"
                                + " seedData: true, sslCa: '/etc/ssl/ca.pem', timeout: '2h', ttl: '30m') {\n    // some block\n}"),
                new Example(new PasswordStep("dev"), false, "withPlanetscalePassword('dev') {\n    // some block\n}"),
                new Example(
                        password(),
                        true,
                        "withPlanetscalePassword(branch: 'dev', cidrs: ['10.0.0.0/8', '192.0.2.7/32'], " + WHERE_BEFORE
                                + ", dryRun: true, format: 'go', organization: 'mechanica', prefix: 'SHOP_', replica:"
                                + " true, role: 'admin', sslCa: '/etc/ssl/ca.pem', timeout: '2h', ttl: '30m') {\n    // some block\n}"),
                new Example(new RevertWindowStep(7), false, "planetscaleRevertWindow(7) {\n    // some block\n}"),
                new Example(
                        revertWindow(),
                        true,
                        "planetscaleRevertWindow(" + WHERE_BEFORE
                                + ", deployRequest: 7, dryRun: true, every: '30s', failures: '1 of 1', onAbort:"
                                + " 'revert', onFailure: 'leave', onSuccess: 'expire', organization: 'mechanica',"
                                + " timeout: '2h', watch: ['errors', 'latency']) {\n    // some block\n}"),
                new Example(new WithPlanetscaleStep(), false, "withPlanetscale {\n    // some block\n}"),
                new Example(
                        withPlanetscale(),
                        true,
                        "withPlanetscale(" + WHERE_BEFORE + ", organization: 'mechanica') {\n    // some block\n}"));
    }

    /** The descriptors of all steps of this package, also of those that nobody thought of here. */
    public static List<StepDescriptor> descriptors() {
        List<StepDescriptor> ours = new ArrayList<>(StepDescriptor.all());
        ours.removeIf(
                descriptor -> !descriptor.clazz.getPackageName().startsWith(PlanetScaleStep.class.getPackageName()));
        return ours;
    }

    private static <T extends PlanetScaleStep> T everywhere(T step) {
        step.setConnection("production");
        step.setOrganization("mechanica");
        step.setDatabase("billing");
        step.setTimeout("2h");
        step.setDryRun(true);
        return step;
    }

    private static BranchStep branch() {
        BranchStep step = everywhere(new BranchStep());
        step.setName("feature");
        step.setParent("main");
        step.setSeedData(true);
        step.setBackup("bk1");
        step.setClusterSize("PS_10");
        step.setRegion("us-east");
        step.setIfExists("recreate");
        return step;
    }

    private static DeleteBranchStep deleteBranch() {
        DeleteBranchStep step = everywhere(new DeleteBranchStep("dev"));
        step.setDescendants(true);
        step.setCloseDeployRequests(true);
        return step;
    }

    private static GateSettings gates() {
        GateSettings gates = new GateSettings();
        gates.setLint("warn");
        gates.setDropData("warn");
        gates.setRecentlyUsed("error");
        gates.setForeignKeys("off");
        gates.setStorage("warn");
        gates.setStaleBase("off");
        gates.setInstant("off");
        gates.setUnreadable("warn");
        gates.setTables(List.of("orders", "customers"));
        return gates;
    }

    private static DeployRequestStep deployRequest() {
        DeployRequestStep step = everywhere(new DeployRequestStep("dev"));
        step.setInto("next");
        step.setNotes("It's \"quoted\"");
        step.setStage(true);
        step.setInstant("ifEligible");
        step.setGates(gates());
        step.setWaitForApproval(true);
        step.setAutoDeleteBranch(true);
        step.setIfNoChanges("fail");
        step.setIfQueueBlocked("fail");
        step.setIfTakenOutOfQueue("checkAgain");
        step.setOnAbort("close");
        return step;
    }

    private static ApplyStep apply() {
        ApprovalSettings approval = new ApprovalSettings();
        approval.setSubmitters("ainsley,dba");
        approval.setTimeout("8h");
        approval.setMessage("Webhooks live?");
        approval.setNotStarter(true);
        approval.setRequireStarter(true);
        ApplyStep step = everywhere(new ApplyStep());
        step.setGates(gates());
        step.setDeployRequest(7);
        step.setBranch("dev");
        step.setInto("main");
        step.setApproval(approval);
        step.setForceCutoverAfter("10m");
        step.setIfNoneOpen("pass");
        step.setIfQueueBlocked("fail");
        step.setIfTakenOutOfQueue("checkAgain");
        step.setIfUnchecked("fail");
        step.setInstant("ifEligible");
        step.setWaitForApproval(true);
        step.setOnAbort("revert");
        return step;
    }

    private static RevertStep revert() {
        RevertStep step = everywhere(new RevertStep(7));
        step.setReason("errors");
        return step;
    }

    private static BackupStep backup() {
        BackupStep step = everywhere(new BackupStep("main"));
        step.setName("before");
        step.setRetention("2 weeks");
        step.setWait(false);
        return step;
    }

    private static EphemeralBranchStep ephemeral() {
        EphemeralBranchStep step = everywhere(new EphemeralBranchStep());
        step.setName("feature");
        step.setParent("main");
        step.setSeedData(true);
        step.setBackup("bk1");
        step.setClusterSize("PS_10");
        step.setRegion("us-east");
        step.setKeep("onFailure");
        step.setRole("reader");
        step.setTtl("30m");
        step.setPrefix("SHOP_");
        step.setFormat("rails");
        step.setSslCa("/etc/ssl/ca.pem");
        return step;
    }

    private static PasswordStep password() {
        PasswordStep step = everywhere(new PasswordStep("dev"));
        step.setReplica(true);
        step.setCidrs(List.of("10.0.0.0/8", "192.0.2.7/32"));
        step.setRole("admin");
        step.setTtl("30m");
        step.setPrefix("SHOP_");
        step.setFormat("go");
        step.setSslCa("/etc/ssl/ca.pem");
        return step;
    }

    private static RevertWindowStep revertWindow() {
        RevertWindowStep step = everywhere(new RevertWindowStep(7));
        step.setEvery("30s");
        step.setFailures("1 of 1");
        step.setOnSuccess("expire");
        step.setOnFailure("leave");
        step.setOnAbort("revert");
        step.setWatch(List.of("errors", "latency"));
        return step;
    }

    private static WithPlanetscaleStep withPlanetscale() {
        WithPlanetscaleStep step = new WithPlanetscaleStep();
        step.setConnection("production");
        step.setOrganization("mechanica");
        step.setDatabase("billing");
        return step;
    }
}
