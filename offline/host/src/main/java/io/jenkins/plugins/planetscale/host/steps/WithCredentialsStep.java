package io.jenkins.plugins.planetscale.host.steps;

import hudson.EnvVars;
import hudson.console.ConsoleLogFilter;
import hudson.model.Run;
import hudson.model.TaskListener;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jenkinsci.plugins.credentialsbinding.MultiBinding;
import org.jenkinsci.plugins.credentialsbinding.masking.SecretPatterns;
import org.jenkinsci.plugins.workflow.steps.BodyInvoker;
import org.jenkinsci.plugins.workflow.steps.EnvironmentExpander;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;

/** {@code withCredentials}: binds by the bindings' own code and masks by the same patterns as Jenkins. */
public final class WithCredentialsStep extends Step {
    private final List<MultiBinding<?>> bindings;

    @DataBoundConstructor
    public WithCredentialsStep(List<MultiBinding<?>> bindings) {
        this.bindings = bindings;
    }

    @Override
    public StepExecution start(StepContext context) throws Exception {
        Run<?, ?> run = context.get(Run.class);
        Map<String, String> secrets = new LinkedHashMap<>();
        Map<String, String> variables = new LinkedHashMap<>();
        for (MultiBinding<?> binding : bindings) {
            MultiBinding.MultiEnvironment bound = binding.bind(run, null, null, context.get(TaskListener.class));
            secrets.putAll(bound.getSecretValues());
            variables.putAll(bound.getPublicValues());
        }
        if (!secrets.isEmpty()) {
            Now.say(
                    context,
                    "Masking supported pattern matches of "
                            + secrets.keySet().stream().map(name -> "$" + name).collect(Collectors.joining(" or ")));
        }
        EnvironmentExpander all =
                EnvironmentExpander.merge(context.get(EnvironmentExpander.class), new Bound(secrets, variables));
        ConsoleLogFilter mask = BodyInvoker.mergeConsoleLogFilters(
                context.get(ConsoleLogFilter.class),
                new Mask(SecretPatterns.getAggregateSecretPattern(secrets.values()), run));
        return new Around(context, body -> body.withContexts(List.of(all, mask)));
    }

    private static final class Bound extends EnvironmentExpander {
        private static final long serialVersionUID = 1L;

        private final transient Map<String, String> secrets;
        private final transient Map<String, String> variables;

        Bound(Map<String, String> secrets, Map<String, String> variables) {
            this.secrets = secrets;
            this.variables = variables;
        }

        @Override
        public void expand(EnvVars env) {
            env.overrideAll(variables);
            env.overrideAll(secrets);
        }

        @Override
        public Set<String> getSensitiveVariables() {
            return Set.copyOf(secrets.keySet());
        }
    }

    private static final class Mask extends ConsoleLogFilter {
        private final Pattern secrets;
        private final Run<?, ?> run;

        Mask(Pattern secrets, Run<?, ?> run) {
            this.secrets = secrets;
            this.run = run;
        }

        @Override
        public OutputStream decorateLogger(Run build, OutputStream logger) {
            return new SecretPatterns.MaskingOutputStream(
                    logger, () -> secrets, run.getCharset().name());
        }
    }

    /** Describes the step. */
    public static final class DescriptorImpl extends Builtin {
        public DescriptorImpl() {
            super("withCredentials", true);
        }
    }
}
