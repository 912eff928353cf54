package io.jenkins.plugins.planetscale.steps.credentials;

import hudson.AbortException;
import hudson.Util;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.planetscale.release.InvalidInputException;
import io.jenkins.plugins.planetscale.release.password.Credentials;
import io.jenkins.plugins.planetscale.release.password.DatabaseUrlFormat;
import io.jenkins.plugins.planetscale.steps.FormChoices;
import io.jenkins.plugins.planetscale.steps.FormValidations;
import io.jenkins.plugins.planetscale.steps.Messages;
import io.jenkins.plugins.planetscale.steps.ParameterParser;
import io.jenkins.plugins.planetscale.steps.PlanetScaleStep;
import io.jenkins.plugins.planetscale.steps.PlanetScaleStepDescriptor;
import java.util.Map;
import java.util.regex.Pattern;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** A step that provides its block with a password. */
public abstract class CredentialsStep extends PlanetScaleStep {
    private static final long serialVersionUID = 1L;

    private static final Pattern PREFIX = Pattern.compile("([A-Za-z_][A-Za-z0-9_]*)?");

    private final String defaultRole;
    private String role;
    private String ttl = "1h";
    private String prefix = "";
    private String format = DatabaseUrlFormat.DEFAULT.key();
    private String sslCa = Credentials.DEFAULT_SSL_CA;

    protected CredentialsStep(String defaultRole) {
        this.defaultRole = defaultRole;
        this.role = defaultRole;
    }

    public String getRole() {
        return role;
    }

    /** {@code reader}, {@code writer}, {@code readwriter} or {@code admin}, which may change the schema. */
    @DataBoundSetter
    public void setRole(String role) {
        this.role = ParameterParser.orElse(role, defaultRole);
    }

    public String getTtl() {
        return ttl;
    }

    /** After what time PlanetScale lets the password expire; it is renewed as long as the block runs. */
    @DataBoundSetter
    public void setTtl(String ttl) {
        this.ttl = ParameterParser.orElse(ttl, "1h");
    }

    public String getPrefix() {
        return prefix;
    }

    /** What the names of the variables begin with. */
    @DataBoundSetter
    public void setPrefix(String prefix) {
        this.prefix = Util.fixNull(prefix).trim();
    }

    public String getFormat() {
        return format;
    }

    /** For which tool {@code DATABASE_URL} is written, as each has words of its own for TLS. */
    @DataBoundSetter
    public void setFormat(String format) {
        this.format = ParameterParser.orElse(format, DatabaseUrlFormat.DEFAULT.key());
    }

    public String getSslCa() {
        return sslCa;
    }

    /** The file with the certificate authorities on the agent, for the tools that do not find it themselves. */
    @DataBoundSetter
    public void setSslCa(String sslCa) {
        this.sslCa = ParameterParser.orElse(sslCa, Credentials.DEFAULT_SSL_CA);
    }

    /** Refuses names that a shell does not know and formats that there are not, before anything is made. */
    final void checkVariables() throws AbortException, InvalidInputException {
        if (!PREFIX.matcher(prefix).matches()) {
            throw new AbortException("prefix: \"" + prefix + "\" gives no names of variables that a shell knows;"
                    + " use letters of a to z, digits and _, and no digit first, like SHOP_.");
        }
        DatabaseUrlFormat.of(format);
    }

    /** The variables of the block but the branch. */
    final Map<String, String> environment(Credentials credentials) throws InvalidInputException {
        return credentials.environment(prefix, DatabaseUrlFormat.of(format), sslCa);
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
            return FormChoices.roles();
        }

        @POST
        @Restricted(NoExternalUse.class)
        public ListBoxModel doFillFormatItems() {
            return FormChoices.formats();
        }

        @POST
        @Restricted(NoExternalUse.class)
        public FormValidation doCheckPrefix(@QueryParameter String prefix) {
            return PREFIX.matcher(Util.fixNull(prefix).trim()).matches()
                    ? FormValidation.ok()
                    : FormValidation.error(Messages.FormValidations_prefix());
        }

        @POST
        @Restricted(NoExternalUse.class)
        public FormValidation doCheckTtl(@QueryParameter String ttl) {
            return FormValidations.time(ttl, "ttl");
        }
    }
}
