package io.jenkins.plugins.planetscale.steps;

import hudson.Util;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** What the steps have in common that give their block a password. */
public abstract class CredentialsStep extends PlanetScaleStep {
    private static final long serialVersionUID = 1L;

    private final String defaultRole;
    private String role;
    private String ttl = "1h";
    private String prefix = "";

    CredentialsStep(String defaultRole) {
        this.defaultRole = defaultRole;
        this.role = defaultRole;
    }

    public String getRole() {
        return role;
    }

    /** {@code reader}, {@code writer}, {@code readwriter} or {@code admin}, which may change the schema. */
    @DataBoundSetter
    public void setRole(String role) {
        this.role = role == null || role.isBlank() ? defaultRole : role.trim();
    }

    public String getTtl() {
        return ttl;
    }

    /** After what time PlanetScale lets the password expire; it is renewed as long as the block runs. */
    @DataBoundSetter
    public void setTtl(String ttl) {
        this.ttl = ttl == null || ttl.isBlank() ? "1h" : ttl.trim();
    }

    public String getPrefix() {
        return prefix;
    }

    /** What the names of the variables begin with. */
    @DataBoundSetter
    public void setPrefix(String prefix) {
        this.prefix = Util.fixNull(prefix).trim();
    }

    /** Describes such a step. */
    public abstract static class BlockDescriptor extends PlanetScaleStepDescriptor {
        @Override
        public final boolean takesImplicitBlockArgument() {
            return true;
        }

        @POST
        @Restricted(NoExternalUse.class)
        public ListBoxModel doFillRoleItems() {
            return Offers.roles();
        }

        @POST
        @Restricted(NoExternalUse.class)
        public FormValidation doCheckTtl(@QueryParameter String ttl) {
            return Checks.time(ttl, "ttl");
        }
    }
}
