package io.jenkins.plugins.planetscale.testing;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.thoughtworks.xstream.XStreamException;
import hudson.model.Action;
import hudson.model.Job;
import hudson.model.Run;
import io.jenkins.plugins.planetscale.steps.approval.ApprovalAction;
import io.jenkins.plugins.planetscale.steps.approval.ApprovalRequest;
import io.jenkins.plugins.planetscale.steps.approval.ApprovalService;
import io.jenkins.plugins.planetscale.steps.approval.ApprovalSettings;
import io.jenkins.plugins.planetscale.steps.deploy.ApplyStep;
import io.jenkins.plugins.planetscale.steps.deploy.DeployRequestStep;
import io.jenkins.plugins.planetscale.steps.deploy.GateSettings;
import io.jenkins.plugins.planetscale.steps.record.DecisionKind;
import io.jenkins.plugins.planetscale.steps.record.DecisionRecord;
import io.jenkins.plugins.planetscale.steps.record.ReleaseRecord;
import io.jenkins.plugins.planetscale.steps.record.ReleaseRecordAction;
import io.jenkins.plugins.planetscale.view.EntryView;
import io.jenkins.plugins.planetscale.view.ReleaseAction;
import io.jenkins.plugins.planetscale.view.ReleaseActionFactory;
import io.jenkins.plugins.planetscale.view.job.JobReleases;
import io.jenkins.plugins.planetscale.view.job.JobReleasesFactory;
import java.io.File;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import jenkins.model.Jenkins;

/** What a real build has noted, as Jenkins writes it down; and the pages that are drawn of what it reads back. */
public final class BuildRecords implements AutoCloseable {
    private static final class Project extends Job<Project, Build> {
        private Build last;

        Project() {
            super(Jenkins.get(), "job");
        }

        @Override
        public Build getLastBuild() {
            return last;
        }
    }

    /** One that still runs, so that all buttons are there. */
    private static final class Build extends Run<Project, Build> {
        Build(Project job) {
            super(job, 1_700_000_000_000L);
        }

        @Override
        public int getNumber() {
            return 1;
        }

        @Override
        public boolean isBuilding() {
            return true;
        }

        @Override
        public Build getPreviousBuild() {
            return null;
        }
    }

    private final PlayedController controller;
    private final String record;
    private final String asked;

    public BuildRecords(File home) {
        controller = new PlayedController(home);
        controller.devBranch();
        controller.database.branch("dev").ddl("ALTER TABLE customers DROP COLUMN name");
        DeployRequestStep check = new DeployRequestStep("dev");
        GateSettings gates = new GateSettings();
        gates.setDropData("warn");
        check.setGates(gates);
        controller.start(check);
        controller.await(Duration.ofMinutes(5), () -> controller.last().isOver());
        ApplyStep apply = new ApplyStep();
        apply.setDeployRequest(1);
        apply.setApproval(new ApprovalSettings());
        controller.start(apply);
        controller.await(Duration.ofMinutes(10), () -> offered() != null && !offered().getOpenRequests().isEmpty());
        ReleaseRecordAction action = controller.run().getAction(ReleaseRecordAction.class);
        ReleaseRecord known = action.getEntries().get(0);
        action.note(ReleaseRecord.of(ReleaseRecord.Kind.DEPLOY_REQUEST, known.getDatabase(), "#1", known.getUrl())
                .decided(new DecisionRecord(DecisionKind.REVERT, "ainsley", 1_700_000_000_000L).begun("d1", "m"))
                .decided(new DecisionRecord(DecisionKind.KEEP, "ainsley", 1_700_000_000_000L, "shown", "as agreed")));
        action.note(ReleaseRecord.of(ReleaseRecord.Kind.PASSWORD, known.getDatabase(), "dev/1", null)
                .minted("dev", "reader", Instant.ofEpochSecond(1_800_000_000)));
        record = Jenkins.XSTREAM2.toXML(action);
        asked = Jenkins.XSTREAM2.toXML(offered());
        for (String field : List.of("<found>", "<lint", "<status>", "<hashes>", "<targetChangedAt>", "<decisions>")) {
            assertTrue(record.contains(field) || field.equals("<lint"), field + " is not in " + record);
        }
    }

    private ApprovalAction offered() {
        return controller.run().getAction(ApprovalAction.class);
    }

    /** What the build did. */
    public String record() {
        return record;
    }

    /** The approvals that it asks for. */
    public String asked() {
        return asked;
    }

    /** Null where XStream itself refuses a value: Jenkins then leaves the field out, which is a damage of its own here. */
    public static Action read(String xml) {
        try {
            return (Action) Jenkins.XSTREAM2.fromXML(xml);
        } catch (XStreamException e) {
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                for (StackTraceElement frame : cause.getStackTrace()) {
                    if (frame.getMethodName().equals("readResolve")
                            && frame.getClassName().startsWith("io.jenkins.plugins.planetscale")) {
                        throw e;
                    }
                }
            }
            return null;
        }
    }

    /** As the pages of a build and of its job are drawn, those that nobody looks into included. */
    public void draw(Action changed) {
        Project job = new Project();
        Build build = new Build(job);
        job.last = build;
        Action record = changed instanceof ReleaseRecordAction ? changed : read(this.record);
        ApprovalAction approvalRequests = (ApprovalAction) (changed instanceof ApprovalAction ? changed : read(asked));
        approvalRequests.onLoad(build);
        build.addAction(record);
        build.addAction(approvalRequests);
        for (Action action : List.of(record, approvalRequests)) {
            action.getIconFileName();
            action.getDisplayName();
            action.getUrlName();
        }
        ReleaseAction page = new ReleaseActionFactory().createFor(build).iterator().next();
        page.getVersion();
        walk(page.getEntries());
        for (EntryView entry : page.getDeployRequests()) {
            walk(page.draw(entry));
            walk(page.getDecision().buttons(entry.getEntry()));
            if (entry.getApproval() != null) {
                page.getDecision().refusal(entry.getApproval());
            }
            page.getDecision().isUnderWay(entry.getEntry());
        }
        for (ApprovalRequest approvalRequest : approvalRequests.getRequests()) {
            new ApprovalService(build).refusal(approvalRequest);
            walk(approvalRequest);
        }
        walk(page.getApprovals());
        approvalRequests.getOpenRequests();
        Jenkins.XSTREAM2.toXML(record); // the build is written again
        Jenkins.XSTREAM2.toXML(approvalRequests);
        JobReleases releases =
                new JobReleasesFactory().createFor(job).iterator().next();
        releases.getIconFileName();
        releases.getChart();
        walk(releases.getRecent());
        walk(releases.getLatest());
    }

    /** Asks a view for all that a page could ask it for. */
    private static void walk(Object shown) {
        if (shown instanceof Collection<?> many) {
            many.forEach(BuildRecords::walk);
        } else if (shown != null && shown.getClass().getName().startsWith("io.jenkins.plugins.planetscale.")) {
            if (shown.getClass().isEnum()) {
                return;
            }
            for (Method getter : shown.getClass().getMethods()) {
                boolean asked = getter.getParameterCount() == 0
                        && getter.getDeclaringClass() != Object.class
                        && getter.getName().matches("(get|is)[A-Z].*");
                if (asked) {
                    try {
                        walk(getter.invoke(shown));
                    } catch (InvocationTargetException e) {
                        throw new IllegalStateException(getter.toString(), e.getCause());
                    } catch (IllegalAccessException e) {
                        throw new IllegalStateException(e);
                    }
                }
            }
        }
    }

    @Override
    public void close() {
        controller.close();
    }
}
