package io.jenkins.plugins.planetscale.steps.credentials;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.AbortException;
import hudson.EnvVars;
import hudson.Functions;
import hudson.console.ConsoleLogFilter;
import hudson.model.Run;
import hudson.util.Secret;
import io.jenkins.plugins.planetscale.release.InvalidInputException;
import io.jenkins.plugins.planetscale.release.password.Credentials;
import io.jenkins.plugins.planetscale.steps.FailureText;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Serializable;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jenkinsci.plugins.credentialsbinding.masking.SecretPatterns;
import org.jenkinsci.plugins.workflow.steps.BodyInvoker;
import org.jenkinsci.plugins.workflow.steps.EnvironmentExpander;
import org.jenkinsci.plugins.workflow.steps.FailureHandler;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/**
 * Adds the variables of a password to the environment of a block, and masks the password in its log and in the errors
 * that leave it. Keeps it only as a {@link Secret}, which Pipeline persists encrypted.
 */
final class CredentialsEnvironment {
    private CredentialsEnvironment() {}

    /** Adds all that to a body; for background threads. */
    static BodyInvoker add(
            BodyInvoker body, StepContext context, Credentials credentials, CredentialsStep step, String branch)
            throws IOException, InterruptedException, InvalidInputException {
        Variables variables = new Variables(step.environment(credentials), credentials.secrets());
        variables.open.put(step.getPrefix() + "DB_BRANCH", branch);
        Set<String> masked = credentials.secrets();
        variables.secret.values().forEach(value -> masked.add(value.getPlainText()));
        Secret pattern = Secret.fromString(
                SecretPatterns.getAggregateSecretPattern(masked).pattern());
        Run<?, ?> run = context.get(Run.class);
        String charset = run == null ? "UTF-8" : run.getCharset().name();
        return body.withContext(EnvironmentExpander.merge(context.get(EnvironmentExpander.class), variables))
                .withContext(BodyInvoker.mergeConsoleLogFilters(
                        context.get(ConsoleLogFilter.class), new Mask(pattern, charset)))
                .withContext(FailureHandler.merge(context.get(FailureHandler.class), new MaskFailures(pattern)));
    }

    private static final class Variables extends EnvironmentExpander {
        private static final long serialVersionUID = 1L;

        private final LinkedHashMap<String, Secret> secret = new LinkedHashMap<>();
        private final LinkedHashMap<String, String> open = new LinkedHashMap<>();

        Variables(Map<String, String> environment, Set<String> secrets) {
            environment.forEach((name, value) -> {
                if (secrets.stream().anyMatch(value::contains)) {
                    secret.put(name, Secret.fromString(value));
                } else {
                    open.put(name, value);
                }
            });
        }

        @Override
        public void expand(@NonNull EnvVars env) {
            open.forEach(env::override);
            for (Map.Entry<String, Secret> variable : secret.entrySet()) {
                env.override(variable.getKey(), variable.getValue().getPlainText());
            }
        }

        @NonNull
        @Override
        public Set<String> getSensitiveVariables() {
            return Collections.unmodifiableSet(secret.keySet());
        }
    }

    private static final class Mask extends ConsoleLogFilter implements Serializable {
        private static final long serialVersionUID = 1L;

        private final Secret pattern;
        private final String charset;

        Mask(Secret pattern, String charset) {
            this.pattern = pattern;
            this.charset = charset;
        }

        @Override
        public OutputStream decorateLogger(Run build, OutputStream logger) {
            return new SecretPatterns.MaskingOutputStream(
                    logger, () -> Pattern.compile(pattern.getPlainText()), charset);
        }
    }

    /**
     * Masks the message of an error that leaves the block, as it is printed and persisted outside of the block's log
     * filter.
     */
    private static final class MaskFailures implements FailureHandler {
        private static final long serialVersionUID = 1L;

        private final Secret pattern;

        MaskFailures(Secret pattern) {
            this.pattern = pattern;
        }

        @NonNull
        @Override
        public Throwable handle(@NonNull StepContext context, @NonNull Throwable failure) {
            Pattern compiled = Pattern.compile(pattern.getPlainText());
            String message;
            try { // these are methods of the script, on its own thread
                if (!compiled.matcher(Functions.printThrowable(failure)).find()) {
                    return failure;
                }
                message = failure instanceof AbortException ? failure.getMessage() : failure.toString();
            } catch (Throwable e) {
                message = FailureText.onScriptThread(failure);
            }
            AbortException masked = new AbortException(
                    compiled.matcher(message == null ? "" : message).replaceAll("****"));
            masked.setStackTrace(failure.getStackTrace());
            return masked;
        }
    }
}
