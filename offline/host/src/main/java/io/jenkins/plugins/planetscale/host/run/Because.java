package io.jenkins.plugins.planetscale.host.run;

import jenkins.model.CauseOfInterruption;

/** Why something was interrupted, in words; each is one event, the same as itself only. */
public final class Because extends CauseOfInterruption {
    private static final long serialVersionUID = 1L;

    private final String text;

    public Because(String text) {
        this.text = text;
    }

    @Override
    public String getShortDescription() {
        return text;
    }
}
