package io.jenkins.plugins.planetscale.host.steps;

import hudson.AbortException;
import hudson.model.Result;
import io.jenkins.plugins.planetscale.host.run.Answers;
import io.jenkins.plugins.planetscale.host.run.Because;
import io.jenkins.plugins.planetscale.host.run.HostContext;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** {@code input}: answered by an option of the host, where Jenkins asks a person. */
public final class InputStep extends Step {
    private final String message;
    private String id;
    private String ok;
    private String submitter;
    private String submitterParameter;
    private List<BuildParameter> parameters = List.of();

    @DataBoundConstructor
    public InputStep(String message) {
        this.message = message;
    }

    @DataBoundSetter
    public void setId(String id) {
        this.id = id;
    }

    @DataBoundSetter
    public void setOk(String ok) {
        this.ok = ok;
    }

    @DataBoundSetter
    public void setSubmitter(String submitter) {
        this.submitter = submitter;
    }

    @DataBoundSetter
    public void setSubmitterParameter(String submitterParameter) {
        this.submitterParameter = submitterParameter;
    }

    @DataBoundSetter
    public void setParameters(List<BuildParameter> parameters) {
        this.parameters = List.copyOf(parameters);
    }

    @Override
    public StepExecution start(StepContext context) {
        return new Now(context, () -> {
            Now.say(context, message);
            Now.say(context, parameters.isEmpty() ? (ok == null ? "Proceed" : ok) + " or Abort" : "Input requested");
            Answers.Input answer = ((HostContext) context).host().answers().input(id, message);
            if (answer == null) {
                throw new FlowInterruptedException(Result.ABORTED, true, new Because("Rejected by demo"));
            }
            if (submitter != null && !List.of(submitter.split("\\s*,\\s*")).contains(answer.by())) {
                throw new AbortException(answer.by() + " may not answer this input; it asks for " + submitter
                        + ". Say who answers: --answer-as " + submitter.split(",")[0].trim());
            }
            Now.say(context, "Approved by " + answer.by());
            return value(answer);
        });
    }

    private Object value(Answers.Input answer) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (BuildParameter parameter : parameters) {
            String given = answer.values().get(parameter.name());
            values.put(parameter.name(), given == null ? parameter.byDefault() : parameter.parse(given));
        }
        if (submitterParameter != null) {
            values.put(submitterParameter, answer.by());
        }
        return switch (values.size()) {
            case 0 -> null;
            case 1 -> values.values().iterator().next();
            default -> values;
        };
    }

    /** Describes the step. */
    public static final class DescriptorImpl extends Builtin {
        public DescriptorImpl() {
            super("input", false);
        }
    }
}
