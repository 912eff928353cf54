package io.jenkins.plugins.planetscale.view;

import io.jenkins.plugins.planetscale.steps.record.DecisionRecord;

/** What a person decided about a deploy request, or is asked to. */
public final class DecisionView {
    private final String text;
    private final String time;

    private DecisionView(String text, String time) {
        this.text = text;
        this.time = time;
    }

    /**
     * @param what as {@code DecisionRecord} has it
     * @param who the name of the person
     */
    static DecisionView made(String what, String who, long at) {
        return new DecisionView(
                ViewMessages.of("Decision.by", ViewMessages.named("Decision", what), who), ViewMessages.time(at));
    }

    /** As {@link #made}; one that was not carried out, or not yet, says so. */
    static DecisionView of(DecisionRecord decision, String who) {
        DecisionView made = made(decision.getWhat(), who, decision.getAt());
        if (decision.getProblem() != null) {
            return new DecisionView(ViewMessages.of("Decision.failed", made.text, decision.getProblem()), made.time);
        }
        return decision.isOpen() ? new DecisionView(ViewMessages.of("Decision.open", made.text), made.time) : made;
    }

    /**
     * @param until 0 for no end
     */
    static DecisionView awaited(String who, long until) {
        String text = ViewMessages.of("Decision.awaited", who);
        return new DecisionView(
                until == 0 ? text : ViewMessages.of("Decision.until", text, ViewMessages.time(until)), null);
    }

    public String getText() {
        return text;
    }

    /** Null for what is not decided yet. */
    public String getTime() {
        return time;
    }
}
