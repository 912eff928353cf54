package io.jenkins.plugins.planetscale.steps.decision;

import static java.nio.charset.StandardCharsets.UTF_8;

import hudson.model.Run;
import hudson.security.ACL;
import io.jenkins.plugins.planetscale.client.DatabaseRef;
import io.jenkins.plugins.planetscale.release.ReleaseException;
import io.jenkins.plugins.planetscale.release.state.DeploymentState;
import io.jenkins.plugins.planetscale.release.state.Progress;
import io.jenkins.plugins.planetscale.service.PlanetScaleService;
import io.jenkins.plugins.planetscale.steps.approval.ApprovalAction;
import io.jenkins.plugins.planetscale.steps.approval.ApprovalRequest;
import io.jenkins.plugins.planetscale.steps.record.DecisionKind;
import io.jenkins.plugins.planetscale.steps.record.DecisionRecord;
import io.jenkins.plugins.planetscale.steps.record.DecisionRejectedException;
import io.jenkins.plugins.planetscale.steps.record.DeployRequestRef;
import io.jenkins.plugins.planetscale.steps.record.ReleaseRecordAction;
import io.jenkins.plugins.planetscale.steps.record.ReleaseRecorder;
import io.jenkins.plugins.planetscale.steps.runtime.DeployRequestStepExecution;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.logging.Logger;
import jenkins.model.Jenkins;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.springframework.security.core.Authentication;

/**
 * What people decide about the deploy requests of one build: by which way it is carried out, and what they are told when
 * it does not count. The first decision counts, and is on disk before it has an effect.
 */
@Restricted(NoExternalUse.class)
public final class DecisionService {
    private static final Logger LOGGER = Logger.getLogger(DecisionService.class.getName());

    private final Run<?, ?> run;

    public DecisionService(Run<?, ?> run) {
        this.run = run;
    }

    /** What the current user is offered; a look at what the build knows, that {@link #decide} checks again. */
    public List<DecisionKind> offered(ReleaseRecordAction.ReleaseRecord entry) {
        List<DecisionKind> verbs = new ArrayList<>();
        ApprovalRequest offer = openOffer(entry);
        if (offer != null) {
            if (run.getAction(ApprovalAction.class).mayAnswer(offer)) {
                verbs.add(DecisionKind.APPROVE);
                verbs.add(DecisionKind.ABORT);
            }
        } else if (underWay(entry) == null) {
            for (DecisionKind verb : new DecisionKind[] {DecisionKind.APPLY, DecisionKind.KEEP, DecisionKind.REVERT}) {
                if (whyNot(entry, verb) == null
                        && run.hasPermission(verb.permission())
                        && isPerson()
                        && (verb != DecisionKind.APPLY || ApplyPrecheck.refusal(run, entry) == null)) {
                    verbs.add(verb);
                }
            }
        }
        return verbs;
    }

    /** The open one of the build about it; null for none. */
    public ApprovalRequest openOffer(ReleaseRecordAction.ReleaseRecord entry) {
        ApprovalAction action = run.getAction(ApprovalAction.class);
        return action == null
                ? null
                : action.getOpenOffers().stream()
                        .filter(offer -> offer.deployRequest().matches(entry.deployRequest()))
                        .findFirst()
                        .orElse(null);
    }

    /**
     * Takes the decision of the current user. Blocks on the disk, and for builds that are being resumed.
     *
     * @return what happens now, in a sentence
     * @throws DecisionRejectedException when it does not count; the message says why
     */
    public String decide(String database, int number, DecisionKind verb) throws DecisionRejectedException {
        return decide(database, number, verb, null);
    }

    /**
     * As {@link #decide(String, int, Verb)}.
     *
     * @param shown what the person saw: the id of the offer that is answered, or the {@link #shown} of what is applied;
     *     null or empty where that is not said. When it is another one by now, the decision does not count.
     */
    public String decide(String database, int number, DecisionKind verb, String shown)
            throws DecisionRejectedException {
        run.checkPermission(verb.permission());
        if (!isPerson()) {
            throw new DecisionRejectedException(403, "Nobody is logged in, and this needs a person. Log in first.");
        }
        ReleaseRecordAction.ReleaseRecord entry = ReleaseRecorder.find(run, database, number);
        if (verb.decision() == null) {
            return answer(database, number, verb, shown);
        }
        if (entry == null) {
            throw new DecisionRejectedException(
                    404,
                    "This build has no deploy request #" + number + " of " + database
                            + ". Check the number and the database, or open the page of the build that released it.");
        }
        refuseSecond(entry);
        List<DeployRequestStepExecution> holders = RunningSteps.of(entry);
        if (!holders.isEmpty()) {
            return holders.stream()
                    .filter(holder -> holder.takes(verb))
                    .findFirst()
                    .orElse(holders.get(0))
                    .decide(entry, verb, user());
        }
        DecisionRejectedException bound = verb == DecisionKind.APPLY ? ApplyPrecheck.refusal(run, entry) : null;
        if (bound != null) {
            throw bound;
        }
        if (verb == DecisionKind.APPLY && shown != null && !shown.isEmpty() && !shown.equals(shown(entry))) {
            throw new DecisionRejectedException(
                    409,
                    describe(database, number)
                            + " is not what the page showed any more: its record has changed. Reload the"
                            + " page, look at the change, and decide again.");
        }
        begin(entry, number, verb);
        return describe(database, number) + ": "
                + switch (verb) {
                    case APPLY -> "it is being cut over.";
                    case REVERT -> "it is being reverted.";
                    default -> "its revert window is being ended.";
                };
    }

    /** Tells what a page shows of it from what it shows when that has changed; for {@code decide}. */
    public static String shown(ReleaseRecordAction.ReleaseRecord entry) {
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

    private String answer(String database, int number, DecisionKind verb, String id) throws DecisionRejectedException {
        ApprovalAction action = run.getAction(ApprovalAction.class);
        if (action == null) {
            throw new DecisionRejectedException(404, "This build has not asked for an approval.");
        }
        ApprovalRequest offer = action.choose(id, database, number);
        if (offer.getNumber() != number || !offer.getDatabase().equals(database)) {
            throw new DecisionRejectedException(
                    404,
                    "The approval \"" + id + "\" is about " + describe(offer.getDatabase(), offer.getNumber())
                            + ", not about " + describe(database, number) + ".");
        }
        action.answer(offer, verb == DecisionKind.APPROVE);
        return describe(database, number) + " was " + offer.answer() + ".";
    }

    private void begin(ReleaseRecordAction.ReleaseRecord entry, int number, DecisionKind verb)
            throws DecisionRejectedException {
        DatabaseRef database = ref(entry.getDatabase());
        String connection = entry.connection();
        String apiUrl = entry.apiUrl();
        if (connection == null || apiUrl == null) {
            throw new DecisionRejectedException(
                    409,
                    "The build does not say by which connection it reached " + describe(entry.getDatabase(), number)
                            + ". Decide about it at PlanetScale.");
        }
        PendingDecision fresh = new PendingDecision(
                UUID.randomUUID().toString(),
                run.getExternalizableId(),
                database,
                number,
                connection,
                apiUrl,
                verb.decision(),
                user(),
                PlanetScaleService.get().now().toEpochMilli(),
                entry.checked());
        try {
            PendingDecisions.get().begin(fresh, () -> whyNot(entry, verb));
        } catch (IOException e) {
            throw DecisionRejectedException.unwritten(e, entry.deployRequest());
        } catch (ReleaseException e) {
            throw new DecisionRejectedException(409, e.getMessage());
        }
    }

    private void refuseSecond(ReleaseRecordAction.ReleaseRecord entry) throws DecisionRejectedException {
        DecisionRecord before = underWay(entry);
        if (before != null) {
            throw DecisionRejectedException.second(before, entry.deployRequest());
        }
    }

    /** What is being carried out about it, from this build or another; null for nothing. */
    public DecisionRecord underWay(ReleaseRecordAction.ReleaseRecord entry) {
        DecisionRecord open = entry.openDecision();
        if (open != null && open.step() != null && run.isBuilding()) {
            return open; // a step that is gone carries nothing out
        }
        PendingDecision pending = PendingDecisions.get().about(entry);
        return pending == null ? null : pending.entry();
    }

    /** Why this cannot be decided now, as far as the build knows; null where it can. */
    private static String whyNot(ReleaseRecordAction.ReleaseRecord entry, DecisionKind verb) {
        Progress seen = entry.getProgress();
        if (verb == DecisionKind.APPLY) {
            boolean staged = "STAGED".equals(entry.getOutcome())
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

    private static String already(ReleaseRecordAction.ReleaseRecord entry, String otherwise) {
        List<DecisionRecord> made = entry.getDecisions();
        for (int i = made.size() - 1; i >= 0; i--) {
            DecisionRecord decision = made.get(i);
            if (decision.getProblem() == null && decision.getWhat().equals(entry.getOutcome())) {
                return describe(entry) + " was already "
                        + switch (entry.getOutcome()) {
                            case "APPLIED" -> "cut over";
                            case "REVERTED" -> "reverted";
                            default -> "kept";
                        }
                        + ", ordered " + decision.describe() + ".";
            }
        }
        Progress seen = entry.getProgress();
        return describe(entry) + " is " + otherwise
                + (seen == null ? "" : ": it is " + seen.state().describe()) + ".";
    }

    private static String describe(ReleaseRecordAction.ReleaseRecord entry) {
        return entry.deployRequest().title();
    }

    private static String describe(String database, int number) {
        return new DeployRequestRef(null, database, number).title();
    }

    private static DatabaseRef ref(String database) {
        int slash = database.indexOf('/');
        return new DatabaseRef(database.substring(0, slash), database.substring(slash + 1));
    }

    private static String user() {
        return Jenkins.getAuthentication2().getName();
    }

    private static boolean isPerson() {
        Authentication user = Jenkins.getAuthentication2();
        return !ACL.SYSTEM2.equals(user) && !ACL.isAnonymous2(user) && user.isAuthenticated();
    }
}
