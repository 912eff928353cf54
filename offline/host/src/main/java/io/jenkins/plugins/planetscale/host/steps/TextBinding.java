package io.jenkins.plugins.planetscale.host.steps;

import java.util.Map;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;

/** {@code string(credentialsId: …, variable: …)}. */
public final class TextBinding extends HostBinding {
    private final String variable;

    @DataBoundConstructor
    public TextBinding(String credentialsId, String variable) {
        super(credentialsId);
        this.variable = variable;
    }

    @Override
    MultiEnvironment bind(Login login) {
        return new MultiEnvironment(Map.of(variable, login.secret()), Map.of());
    }

    /** Describes it. */
    @Symbol("string")
    public static final class DescriptorImpl extends Described {}
}
