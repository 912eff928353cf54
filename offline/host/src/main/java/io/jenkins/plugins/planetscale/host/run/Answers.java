package io.jenkins.plugins.planetscale.host.run;

import java.util.Map;

/** How the host answers where Jenkins would ask a person. */
public interface Answers {
    /**
     * The answer to an {@code input}.
     *
     * @return null to refuse it
     */
    Input input(String id, String message);

    /** Who said yes, and the values of the parameters asked for; those left out keep their defaults. */
    record Input(String by, Map<String, String> values) {}
}
