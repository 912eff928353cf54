package io.jenkins.plugins.planetscale.view;

import hudson.model.Run;
import io.jenkins.plugins.planetscale.steps.ApprovalAction;
import io.jenkins.plugins.planetscale.steps.ApprovalOffer;
import io.jenkins.plugins.planetscale.steps.PlanetScaleAction;
import io.jenkins.plugins.planetscale.steps.PlanetScaleAction.Entry.Kind;
import java.util.List;
import java.util.Map;

/** The change of an approval as it was offered, which is what the answer is for, drawn like those of the build page. */
final class OfferedChange {
    private static final String PLACE = "a";

    private final ApprovalOffer offer;
    private final PlanetScaleAction.Entry entry;

    OfferedChange(Run<?, ?> run, ApprovalOffer offer) {
        this.offer = offer;
        this.entry = entry(run, offer);
    }

    /** Open approvals of the build that its record has no deploy request for, and its page no buttons. */
    static List<ApprovalOffer> withoutEntry(Run<?, ?> run) {
        ApprovalAction asked = run.getAction(ApprovalAction.class);
        return asked == null
                ? List.of()
                : asked.getOpenOffers().stream()
                        .filter(offer -> entry(run, offer) == null)
                        .toList();
    }

    private static PlanetScaleAction.Entry entry(Run<?, ?> run, ApprovalOffer offer) {
        PlanetScaleAction record = run.getAction(PlanetScaleAction.class);
        return record == null
                ? null
                : record.getEntries().stream()
                        .filter(entry -> entry.getKind() == Kind.DEPLOY_REQUEST
                                && entry.deployRequest().matches(offer.deployRequest()))
                        .findFirst()
                        .orElse(null);
    }

    /** Where its diffs are found again; no entry of the build page has the same. */
    static String place(ApprovalOffer offer) {
        return PLACE + offer.getId();
    }

    /** The one of that {@link #place}; null for none. */
    static ApprovalOffer find(Run<?, ?> run, String place) {
        ApprovalAction asked = run.getAction(ApprovalAction.class);
        return asked == null
                ? null
                : asked.getOffers().stream()
                        .filter(offer -> place(offer).equals(place))
                        .findFirst()
                        .orElse(null);
    }

    DeployRequestView view() {
        DeployRequestView.Data data = DeployRequestView.Data.of(
                "#" + offer.getNumber(),
                null,
                entry == null ? null : entry.getProgress(),
                Map.of(),
                entry == null ? List.of() : entry.getFound(),
                entry == null ? List.of() : entry.getFindings(),
                List.of(),
                false);
        return new DeployRequestView(data.offered(offer));
    }
}
