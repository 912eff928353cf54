package io.jenkins.plugins.planetscale.view;

import io.jenkins.plugins.planetscale.steps.record.DecisionRecord;

/** A person's decision about a deploy request, as the build's page shows it. */
public final class DecisionView {
    private final String text;
    private final long at;
    private final String comment;

    private DecisionView(String text, long at, String comment) {
        this.text = text;
        this.at = at;
        this.comment = comment;
    }

    /**
     * One that was not carried out, or not yet, says so.
     *
     * @param who the name of the person
     */
    static DecisionView of(DecisionRecord decision, String who) {
        String text = ViewMessages.of("Decision.by", ViewMessages.of("Decision." + decision.getKind()), who);
        if (decision.getProblem() != null) {
            text = ViewMessages.of("Decision.failed", text, decision.getProblem());
        } else if (decision.isOpen()) {
            text = ViewMessages.of("Decision.open", text);
        }
        return new DecisionView(text, decision.getAt(), decision.getComment());
    }

    public String getText() {
        return text;
    }

    /** Null for unknown. */
    public String getTime() {
        return ViewMessages.time(at);
    }

    /** The person's own words; null for none. */
    public String getComment() {
        return comment;
    }
}
