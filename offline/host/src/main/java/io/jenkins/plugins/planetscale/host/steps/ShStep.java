package io.jenkins.plugins.planetscale.host.steps;

import hudson.AbortException;
import hudson.model.TaskListener;
import io.jenkins.plugins.planetscale.host.run.HostContext;
import io.jenkins.plugins.planetscale.host.run.Workspace;
import java.io.IOException;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** {@code sh}, on this machine. */
public final class ShStep extends Step {
    private final String script;
    private String encoding = "UTF-8";
    private String label;
    private boolean returnStdout;
    private boolean returnStatus;

    @DataBoundConstructor
    public ShStep(String script) {
        this.script = script;
    }

    @DataBoundSetter
    public void setEncoding(String encoding) {
        this.encoding = encoding;
    }

    public String getLabel() {
        return label;
    }

    @DataBoundSetter
    public void setLabel(String label) {
        this.label = label;
    }

    @DataBoundSetter
    public void setReturnStdout(boolean returnStdout) {
        this.returnStdout = returnStdout;
    }

    @DataBoundSetter
    public void setReturnStatus(boolean returnStatus) {
        this.returnStatus = returnStatus;
    }

    @Override
    public StepExecution start(StepContext context) throws AbortException {
        if (returnStdout && returnStatus) {
            throw new AbortException("sh: you may not specify both returnStdout and returnStatus");
        }
        return new Execution(context);
    }

    private final class Execution extends StepExecution {
        private static final long serialVersionUID = 1L;

        private transient volatile Process process;
        private transient volatile Throwable stopCause;

        Execution(StepContext context) {
            super(context);
        }

        @Override
        public boolean start() throws Exception {
            ProcessBuilder shell = Shell.command(getContext(), script, returnStdout);
            TaskListener listener = getContext().get(TaskListener.class);
            process = shell.start();
            ((HostContext) getContext()).host().process("sh", () -> follow(listener));
            return false;
        }

        private void follow(TaskListener listener) {
            try {
                String output = Shell.follow(process, listener.getLogger(), returnStdout, encoding);
                int status = process.waitFor();
                if (stopCause != null) {
                    getContext().onFailure(stopCause);
                } else if (returnStatus) {
                    getContext().onSuccess(status);
                } else if (status != 0) {
                    getContext().onFailure(new AbortException("script returned exit code " + status));
                } else {
                    getContext().onSuccess(output);
                }
            } catch (IOException | InterruptedException e) {
                getContext().onFailure(e);
            }
        }

        @Override
        public void stop(Throwable cause) throws Exception {
            stopCause = cause;
            Now.say(getContext(), "Sending interrupt signal to process");
            process.descendants().forEach(ProcessHandle::destroy);
            process.destroy();
        }
    }

    /** Describes the step. */
    public static final class DescriptorImpl extends Builtin {
        public DescriptorImpl() {
            super("sh", false, Workspace.class);
        }
    }
}
