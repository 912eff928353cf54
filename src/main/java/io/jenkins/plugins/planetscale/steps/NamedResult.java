package io.jenkins.plugins.planetscale.steps;

import org.jenkinsci.plugins.scriptsecurity.sandbox.whitelists.Whitelisted;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** A result that can be given where a step takes a name. */
@Restricted(NoExternalUse.class)
public interface NamedResult {
    /** The name that it stands for as the parameter; null where it stands for none. */
    @Whitelisted
    String asParameter(String parameter);
}
