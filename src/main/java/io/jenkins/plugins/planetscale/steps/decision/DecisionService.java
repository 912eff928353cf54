package io.jenkins.plugins.planetscale.steps.decision;

import static java.nio.charset.StandardCharsets.UTF_8;

import hudson.Util;
import hudson.model.Run;
import hudson.security.ACL;
import io.jenkins.plugins.planetscale.client.DatabaseRef;
import io.jenkins.plugins.planetscale.release.ReleaseException;
import io.jenkins.plugins.planetscale.release.state.DeploymentState;
import io.jenkins.plugins.planetscale.release.state.Progress;
import io.jenkins.plugins.planetscale.service.PlanetScaleService;
import io.jenkins.plugins.planetscale.steps.approval.ApprovalAction;
import io.jenkins.plugins.planetscale.steps.approval.ApprovalRequest;
import io.jenkins.plugins.planetscale.steps.approval.ApprovalService;
import io.jenkins.plugins.planetscale.steps.record.DecisionKind;
import io.jenkins.plugins.planetscale.steps.record.DecisionRecord;
import io.jenkins.plugins.planetscale.steps.record.DecisionRejectedException;
import io.jenkins.plugins.planetscale.steps.record.RecordedOutcome;
import io.jenkins.plugins.planetscale.steps.record.ReleaseRecord;
import io.jenkins.plugins.planetscale.steps.record.ReleaseRecorder;
import io.jenkins.plugins.planetscale.steps.runtime.DeployRequestStepExecution;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import jenkins.model.Jenkins;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.springframework.security.core.Authentication;

/**
 * Takes people's decisions about the deploy requests of a build: chooses how each is carried out, or says why it is
 * rejected. The first decision counts, and is on disk before it has an effect.
 */
@Restricted(NoExternalUse.class)
public final class DecisionService {
    /** In place of the number of a deploy request, for an answer to the only approval that the build asks for. */
    public static final int ANY = 0;

    /** More than anybody writes by hand, and less than a disk or a review minds. */
    private static final int LONGEST_COMMENT = 2000;

    private final Run<?, ?> run;

    public DecisionService(Run<?, ?> run) {
        this.run = run;
    }

    /** What the current user is offered; a look at what the build knows, that {@link #decide} checks again. */
    public List<DecisionKind> offered(ReleaseRecord entry) {
        List<DecisionKind> kinds = new ArrayList<>();
        ApprovalRequest approvalRequest = openApprovalRequest(entry);
        if (approvalRequest != null) {
            if (refusal(approvalRequest) == null) {
                kinds.add(DecisionKind.APPROVE);
                kinds.add(DecisionKind.REJECT);
            }
        } else if (underWay(entry) == null) {
            for (DecisionKind kind : new DecisionKind[] {DecisionKind.APPLY, DecisionKind.KEEP, DecisionKind.REVERT}) {
                if (whyNot(entry, kind) == null
                        && run.hasPermission(kind.permission())
                        && isPerson()
                        && (kind != DecisionKind.APPLY || ApplyPrecheck.refusal(run, entry) == null)) {
                    kinds.add(kind);
                }
            }
        }
        return kinds;
    }

    /** The open approval of the build about it; null for none. */
    public ApprovalRequest openApprovalRequest(ReleaseRecord entry) {
        ApprovalAction action = run.getAction(ApprovalAction.class);
        return action == null
                ? null
                : action.getOpenRequests().stream()
                        .filter(approvalRequest ->
                                approvalRequest.deployRequest().matches(entry.deployRequest()))
                        .findFirst()
                        .orElse(null);
    }

    /** Why the current user may not answer it; null for a user who may. */
    public String refusal(ApprovalRequest approvalRequest) {
        return new ApprovalService(run).refusal(approvalRequest);
    }

    /**
     * Takes the decision of the current user. Blocks on the disk, and for builds that are being resumed.
     *
     * @param database {@code organization/database}; null for an answer to the only approval that is asked for
     * @param number of the deploy request, or {@link #ANY}
     * @param shown what the person saw: the id of the approval that is answered, or the {@link #shown} of what is applied;
     *     null or empty where that is not said. When it is another one by now, the decision does not count.
     * @param comment the person's own words; null or empty for none
     * @return what happens now, in a sentence
     * @throws DecisionRejectedException when it does not count; the message says why
     */
    public String decide(String database, int number, DecisionKind kind, String shown, String comment)
            throws DecisionRejectedException {
        run.checkPermission(kind.permission());
        if (!isPerson()) {
            throw new DecisionRejectedException(403, "Nobody is logged in, and this needs a person. Log in first.");
        }
        String words = commented(comment);
        if (kind.isAnswer()) {
            return answer(database, number, kind, shown, words);
        }
        ReleaseRecord entry = database == null ? null : ReleaseRecorder.find(run, database, number);
        if (entry == null) {
            throw new DecisionRejectedException(
                    404,
                    "This build has no deploy request #" + number + " of " + database
                            + ". Check the number and the database, or open the page of the build that released it.");
        }
        refuseSecond(entry);
        DecisionRecord mine = new DecisionRecord(
                kind,
                Jenkins.getAuthentication2().getName(),
                PlanetScaleService.get().now().toEpochMilli(),
                Util.fixEmptyAndTrim(shown),
                words);
        List<DeployRequestStepExecution> holders = RunningSteps.of(entry);
        if (!holders.isEmpty()) {
            return holders.stream()
                    .filter(holder -> holder.decides(kind))
                    .findFirst()
                    .orElse(holders.get(0))
                    .decide(entry, mine);
        }
        DecisionRejectedException bound = kind == DecisionKind.APPLY ? ApplyPrecheck.refusal(run, entry) : null;
        if (bound != null) {
            throw bound;
        }
        if (kind == DecisionKind.APPLY && shown != null && !shown.isEmpty() && !shown.equals(shown(entry))) {
            throw new DecisionRejectedException(
                    409,
                    describe(entry)
                            + " is not what the page showed any more: its record has changed. Reload the"
                            + " page, look at the change, and decide again.");
        }
        begin(entry, mine);
        return describe(entry) + ": "
                + switch (kind) {
                    case APPLY -> "it is being cut over.";
                    case REVERT -> "it is being reverted.";
                    default -> "its revert window is being ended.";
                };
    }

    /** Null for none. */
    private static String commented(String comment) throws DecisionRejectedException {
        String words = Util.fixEmptyAndTrim(comment);
        if (words != null && words.length() > LONGEST_COMMENT) {
            throw new DecisionRejectedException(
                    400, "The comment has " + words.length() + " characters; " + LONGEST_COMMENT + " are the most.");
        }
        return words;
    }

    /** Tells what a page shows of it from what it shows when that has changed; for {@code decide}. */
    public static String shown(ReleaseRecord entry) {
        List<Object> looks = new ArrayList<>();
        looks.add(entry.getDiff());
        looks.add(entry.getFindings());
        Progress seen = entry.getProgress();
        if (seen != null) {
            seen.changes().forEach(change -> looks.add(change.keyspace() + '.' + change.table() + ' ' + change));
        }
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(looks.toString().getBytes(UTF_8));
            return HexFormat.of().formatHex(digest, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every JDK has it
        }
    }

    private String answer(String database, int number, DecisionKind kind, String id, String comment)
            throws DecisionRejectedException {
        ApprovalService approvals = new ApprovalService(run);
        ApprovalRequest approvalRequest = approvals.choose(id, database, number);
        boolean other = number != ANY && approvalRequest.getNumber() != number
                || database != null && !approvalRequest.getDatabase().equals(database);
        if (other) {
            throw new DecisionRejectedException(
                    404,
                    "The approval \"" + id + "\" is about " + approvalRequest.deployRequest() + ", not about #" + number
                            + (database == null ? "" : " of " + database) + ".");
        }
        approvals.answer(approvalRequest, kind, comment);
        return approvalRequest.deployRequest().title() + " was " + approvalRequest.answer() + ".";
    }

    private void begin(ReleaseRecord entry, DecisionRecord decision) throws DecisionRejectedException {
        if (entry.connection() == null || entry.apiUrl() == null) {
            throw new DecisionRejectedException(
                    409,
                    "The build does not say by which connection it reached " + entry.deployRequest()
                            + ". Decide about it at PlanetScale.");
        }
        PendingDecision fresh = new PendingDecision(
                UUID.randomUUID().toString(),
                run.getExternalizableId(),
                ref(entry.getDatabase()),
                entry.deployRequest().number(),
                entry.connection(),
                entry.apiUrl(),
                decision,
                entry.checked());
        try {
            PendingDecisions.get().begin(fresh, () -> whyNot(entry, decision.getKind()));
        } catch (IOException e) {
            throw DecisionRejectedException.unwritten(e, entry.deployRequest());
        } catch (ReleaseException e) {
            throw new DecisionRejectedException(409, e.getMessage());
        }
    }

    private void refuseSecond(ReleaseRecord entry) throws DecisionRejectedException {
        DecisionRecord before = underWay(entry);
        if (before != null) {
            throw DecisionRejectedException.second(before, entry.deployRequest());
        }
    }

    /** What is being carried out about it, from this build or another; null for nothing. */
    public DecisionRecord underWay(ReleaseRecord entry) {
        DecisionRecord open = entry.openDecision();
        if (open != null && open.step() != null && run.isBuilding()) {
            return open; // a step that is gone carries nothing out
        }
        PendingDecision pending = PendingDecisions.get().about(entry);
        return pending == null ? null : pending.entry();
    }

    /** Why this cannot be decided now, as far as the build knows; null where it can. */
    private static String whyNot(ReleaseRecord entry, DecisionKind kind) {
        Progress seen = entry.getProgress();
        if (kind == DecisionKind.APPLY) {
            boolean staged = entry.getOutcome() == RecordedOutcome.STAGED
                    && (seen == null || seen.state() == DeploymentState.PENDING_CUTOVER);
            return staged ? null : already(entry, "not staged by this build");
        }
        if (seen == null || !seen.revertable()) {
            return already(entry, "not live with an open revert window");
        }
        if (seen.revertUntil() != 0
                && seen.revertUntil() <= PlanetScaleService.get().now().toEpochMilli()) {
            return describe(entry)
                    + ": its revert window is over. To undo it, make a branch with the old schema and deploy"
                    + " that.";
        }
        return null;
    }

    private static String already(ReleaseRecord entry, String otherwise) {
        List<DecisionRecord> made = entry.getDecisions();
        for (int i = made.size() - 1; i >= 0; i--) {
            DecisionRecord decision = made.get(i);
            if (decision.getProblem() == null
                    && decision.getKind().outcome() != null
                    && decision.getKind().outcome() == entry.getOutcome()) {
                return describe(entry) + " was already " + decision.getKind().past() + ", ordered "
                        + decision.describe() + ".";
            }
        }
        Progress seen = entry.getProgress();
        return describe(entry) + " is " + otherwise
                + (seen == null ? "" : ": it is " + seen.state().describe()) + ".";
    }

    private static String describe(ReleaseRecord entry) {
        return entry.deployRequest().title();
    }

    private static DatabaseRef ref(String database) {
        int slash = database.indexOf('/');
        return new DatabaseRef(database.substring(0, slash), database.substring(slash + 1));
    }

    private static boolean isPerson() {
        Authentication user = Jenkins.getAuthentication2();
        return !ACL.SYSTEM2.equals(user) && !ACL.isAnonymous2(user) && user.isAuthenticated();
    }
}
