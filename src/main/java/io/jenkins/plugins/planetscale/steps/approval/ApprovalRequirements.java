package io.jenkins.plugins.planetscale.steps.approval;

import hudson.Extension;
import hudson.ExtensionList;
import hudson.model.Run;
import io.jenkins.plugins.planetscale.service.PersistentList;
import io.jenkins.plugins.planetscale.service.PlanetScaleService;
import io.jenkins.plugins.planetscale.steps.record.DeployRequestRef;
import io.jenkins.plugins.planetscale.steps.record.LiveListener;
import io.jenkins.plugins.planetscale.steps.record.ReleaseRecord;
import io.jenkins.plugins.planetscale.steps.record.ReleaseRecorder;
import java.io.File;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * The {@link ApprovalRequirement}s of all builds, of deploy requests that are not live yet: a file in {@code
 * JENKINS_HOME}, so that what one build demands, and a refusal there, also holds for the pages of other builds.
 * Thread-safe; methods that change it are for background threads.
 */
@Extension
@Restricted(NoExternalUse.class)
public final class ApprovalRequirements implements LiveListener {
    /** Far more than wait at any time; of deploy requests that somebody closed at PlanetScale nobody tells. */
    static final int MOST = 300;

    static final Duration KEPT = Duration.ofDays(30);

    private static final Logger LOGGER = Logger.getLogger(ApprovalRequirements.class.getName());

    private final PersistentList<ApprovalRequirement> asked = new PersistentList<>(
            new File(Jenkins.get().getRootDir(), ApprovalRequirements.class.getName() + ".xml"),
            ApprovalRequirement.class,
            "It lists which approvals of PlanetScale deploy requests were asked for, and refused; until they are asked"
                    + " for again, only the pages of the builds that asked know.");

    public static ApprovalRequirements get() {
        return ExtensionList.lookupSingleton(ApprovalRequirements.class);
    }

    /**
     * Notes what was asked, or answered. Blocks on the disk.
     *
     * @return whether it is on disk
     */
    boolean note(Run<?, ?> run, ApprovalRequest approvalRequest) {
        ReleaseRecord entry = ReleaseRecorder.find(run, approvalRequest.getDatabase(), approvalRequest.getNumber());
        ApprovalRequirement fresh = new ApprovalRequirement(
                new DeployRequestRef(
                        entry == null ? null : entry.apiUrl(),
                        approvalRequest.getDatabase(),
                        approvalRequest.getNumber()),
                approvalRequest.policy(),
                approvalRequest.getSince(),
                PlanetScaleService.get().now().toEpochMilli(),
                approvalRequest.answer());
        try {
            asked.change(list -> put(list, fresh));
            return true;
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> run + ": the pages of other builds will not know of its approval");
            return false;
        }
    }

    /** The newest of each deploy request is kept, and no refusal is lost to a question that was asked before it. */
    static void put(List<ApprovalRequirement> list, ApprovalRequirement fresh) {
        boolean outdated = fresh.refusal() == null
                && list.stream()
                        .anyMatch(known ->
                                known.deployRequest().matches(fresh.deployRequest()) && known.since() > fresh.since());
        if (outdated) {
            return;
        }
        long oldest = fresh.at() - KEPT.toMillis();
        list.removeIf(known -> known.deployRequest().matches(fresh.deployRequest()) || known.at() < oldest);
        list.add(fresh);
        while (list.size() > MOST) {
            list.remove(0);
        }
    }

    /** What was asked of it last, by whichever build; null for nothing. */
    public ApprovalRequirement about(ReleaseRecord entry) {
        return asked.list().stream()
                .filter(known -> known.deployRequest().matches(entry.deployRequest()))
                .reduce((earlier, later) -> later)
                .orElse(null);
    }

    /** It is live: there is nothing left to approve. Blocks on the disk. */
    @Override
    public void onLive(DeployRequestRef deployRequest) {
        try {
            asked.change(list -> list.removeIf(known -> known.deployRequest().matches(deployRequest)));
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "Cannot write down that " + deployRequest + " is live");
        }
    }
}
