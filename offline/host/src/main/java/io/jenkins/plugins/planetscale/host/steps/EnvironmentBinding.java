package io.jenkins.plugins.planetscale.host.steps;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;

/** {@code NAME = credentials(…)} of Declarative Pipeline. */
public final class EnvironmentBinding extends HostBinding {
    private final String variable;

    @DataBoundConstructor
    public EnvironmentBinding(String credentialsId, String variable) {
        super(credentialsId);
        this.variable = variable;
    }

    @Override
    MultiEnvironment bind(Login login) {
        if (login.user() == null) {
            return new MultiEnvironment(Map.of(variable, login.secret()), Map.of());
        }
        Map<String, String> secrets = new LinkedHashMap<>();
        secrets.put(variable, login.user() + ":" + login.secret());
        secrets.put(variable + "_PSW", login.secret());
        return new MultiEnvironment(secrets, Map.of(variable + "_USR", login.user()));
    }

    /** Describes it. */
    @Symbol("credentials")
    public static final class DescriptorImpl extends Described {}
}
