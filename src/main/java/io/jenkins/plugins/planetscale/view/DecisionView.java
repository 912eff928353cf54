package io.jenkins.plugins.planetscale.view;

import io.jenkins.plugins.planetscale.steps.RecordedDecision;

/** What a person decided about a deploy request, or is asked to. */
public final class DecisionView {
    private final String text;
    private final String time;

    private DecisionView(String text, String time) {
        this.text = text;
        this.time = time;
    }

    /**
     * @param what as {@code RecordedDecision} has it
     * @param who the name of the person
     */
    static DecisionView made(String what, String who, long at) {
        return new DecisionView(Texts.of("Decision.by", Texts.named("Decision", what), who), Texts.time(at));
    }

    /** As {@link #made}; one that was not carried out, or not yet, says so. */
    static DecisionView of(RecordedDecision decision, String who) {
        DecisionView made = made(decision.getWhat(), who, decision.getAt());
        if (decision.getProblem() != null) {
            return new DecisionView(Texts.of("Decision.failed", made.text, decision.getProblem()), made.time);
        }
        return decision.isOpen() ? new DecisionView(Texts.of("Decision.open", made.text), made.time) : made;
    }

    /**
     * @param until 0 for no end
     */
    static DecisionView awaited(String who, long until) {
        String text = Texts.of("Decision.awaited", who);
        return new DecisionView(until == 0 ? text : Texts.of("Decision.until", text, Texts.time(until)), null);
    }

    public String getText() {
        return text;
    }

    /** Null for what is not decided yet. */
    public String getTime() {
        return time;
    }
}
