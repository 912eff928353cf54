package io.jenkins.plugins.planetscale.steps.approval;

import hudson.model.InvisibleAction;
import hudson.model.Run;
import io.jenkins.plugins.planetscale.release.state.ReadBack;
import io.jenkins.plugins.planetscale.steps.BuildWrites;
import java.util.ArrayList;
import java.util.List;
import jenkins.model.RunAction2;

/**
 * The approvals that a build requests or requested, as data. {@link ApprovalService} takes the answers, and the build's
 * page shows them. Thread-safe.
 */
public final class ApprovalAction extends InvisibleAction implements RunAction2 {
    /** Replaced, never changed, as it is written to disk at any time. */
    private volatile ArrayList<ApprovalRequest> requests = new ArrayList<>();

    private transient Run<?, ?> run;

    /** The one of a build; made when there is none. */
    public static ApprovalAction of(Run<?, ?> run) {
        return BuildWrites.action(run, ApprovalAction.class, ApprovalAction::new);
    }

    /** What the build asks for, or asked for, oldest first; empty for nothing. */
    public static List<ApprovalRequest> requestsOf(Run<?, ?> run) {
        ApprovalAction action = run.getAction(ApprovalAction.class);
        return action == null ? List.of() : action.getRequests();
    }

    /** Offers a change, or goes on with the approval request of the same step that was made before a restart. */
    public synchronized ApprovalRequest ask(ApprovalRequest fresh) {
        ApprovalRequest before = ofStep(fresh.node());
        if (before != null
                && before.getNumber() == fresh.getNumber()
                && before.afterRemovals() == fresh.afterRemovals()
                && (before.isOpen() || before.answer() != null)) {
            return before;
        }
        ArrayList<ApprovalRequest> changed = new ArrayList<>(requests);
        if (before != null) {
            changed.remove(before);
            fresh.renew();
        }
        changed.add(fresh);
        requests = changed;
        return fresh;
    }

    /** What the step of that flow node asks, or asked last; null for nothing. */
    ApprovalRequest ofStep(String node) {
        return requests.stream()
                .filter(approvalRequest -> approvalRequest.node().equals(node))
                .findFirst()
                .orElse(null);
    }

    /** Oldest first. */
    public List<ApprovalRequest> getRequests() {
        return List.copyOf(requests);
    }

    /** Those that wait for an answer. */
    public List<ApprovalRequest> getOpenRequests() {
        return run != null && run.isBuilding()
                ? requests.stream().filter(ApprovalRequest::isOpen).toList()
                : List.of();
    }

    @Override
    public void onAttached(Run<?, ?> attached) {
        run = attached;
    }

    @Override
    public void onLoad(Run<?, ?> loaded) {
        run = loaded;
    }

    /** What was written by hand, or is damaged, must not keep a page from being drawn. */
    private Object readResolve() {
        requests = ReadBack.list(requests, ApprovalRequest.class);
        requests.removeIf(approvalRequest -> !approvalRequest.isWhole());
        return this;
    }
}
