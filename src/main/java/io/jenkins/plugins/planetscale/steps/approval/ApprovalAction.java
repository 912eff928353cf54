package io.jenkins.plugins.planetscale.steps.approval;

import hudson.model.InvisibleAction;
import hudson.model.Run;
import io.jenkins.plugins.planetscale.release.state.ReadBack;
import java.util.ArrayList;
import java.util.List;
import jenkins.model.RunAction2;

/**
 * The approvals that a build asks for, or asked for, as data; {@link ApprovalService} takes the answers, and the page of
 * the build shows them. Thread-safe.
 */
public final class ApprovalAction extends InvisibleAction implements RunAction2 {
    /** Replaced, never changed, as it is written to disk at any time. */
    private volatile ArrayList<ApprovalRequest> offers = new ArrayList<>();

    private transient Run<?, ?> run;

    /** The one of a build; made when there is none. */
    public static ApprovalAction of(Run<?, ?> run) {
        synchronized (run) {
            ApprovalAction action = run.getAction(ApprovalAction.class);
            if (action == null) {
                action = new ApprovalAction();
                run.addAction(action);
            }
            return action;
        }
    }

    /** What the build asks for, or asked for, oldest first; empty for nothing. */
    public static List<ApprovalRequest> offersOf(Run<?, ?> run) {
        ApprovalAction action = run.getAction(ApprovalAction.class);
        return action == null ? List.of() : action.getOffers();
    }

    /** Offers a change, or goes on with the offer of the same step that was made before a restart. */
    public synchronized ApprovalRequest ask(ApprovalRequest fresh) {
        ApprovalRequest before = ofStep(fresh.node());
        if (before != null
                && before.getNumber() == fresh.getNumber()
                && before.afterRemovals() == fresh.afterRemovals()
                && (before.isOpen() || before.answer() != null)) {
            return before;
        }
        ArrayList<ApprovalRequest> changed = new ArrayList<>(offers);
        if (before != null) {
            changed.remove(before);
            fresh.renew();
        }
        changed.add(fresh);
        offers = changed;
        return fresh;
    }

    /** What the step of that flow node asks, or asked last; null for nothing. */
    ApprovalRequest ofStep(String node) {
        return offers.stream()
                .filter(offer -> offer.node().equals(node))
                .findFirst()
                .orElse(null);
    }

    /** Oldest first. */
    public List<ApprovalRequest> getOffers() {
        return List.copyOf(offers);
    }

    /** Those that wait for an answer. */
    public List<ApprovalRequest> getOpenOffers() {
        return run != null && run.isBuilding()
                ? offers.stream().filter(ApprovalRequest::isOpen).toList()
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
        offers = ReadBack.list(offers, ApprovalRequest.class);
        offers.removeIf(offer -> !offer.isWhole());
        return this;
    }
}
