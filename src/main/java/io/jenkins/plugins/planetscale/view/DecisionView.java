package io.jenkins.plugins.planetscale.view;

/** What a person decided about a deploy request, or is asked to. */
public final class DecisionView {
    private final String text;
    private final String time;

    private DecisionView(String text, String time) {
        this.text = text;
        this.time = time;
    }

    /**
     * @param what as {@code PlanetScaleAction.Decision} has it
     * @param who the name of the person
     */
    static DecisionView made(String what, String who, long at) {
        return new DecisionView(Texts.of("Decision.by", Texts.named("Decision", what), who), Texts.time(at));
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
