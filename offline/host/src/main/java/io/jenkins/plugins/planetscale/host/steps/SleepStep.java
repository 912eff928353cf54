package io.jenkins.plugins.planetscale.host.steps;

import io.jenkins.plugins.planetscale.host.run.HostContext;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;

/** {@code sleep}, on the host's clock. */
public final class SleepStep extends SpanStep {
    @DataBoundConstructor
    public SleepStep(long time) {
        super(time, TimeUnit.SECONDS);
    }

    @Override
    public StepExecution start(StepContext context) {
        return new Execution(context, millis());
    }

    private static final class Execution extends StepExecution {
        private static final long serialVersionUID = 1L;

        private final long millis;
        private transient Future<?> end;

        Execution(StepContext context, long millis) {
            super(context);
            this.millis = millis;
        }

        @Override
        public boolean start() throws Exception {
            Now.say(getContext(), "Sleeping for " + Spans.text(millis));
            end = ((HostContext) getContext())
                    .host()
                    .timer()
                    .schedule(() -> getContext().onSuccess(null), millis, TimeUnit.MILLISECONDS);
            return false;
        }

        @Override
        public void stop(Throwable cause) throws Exception {
            end.cancel(false);
            super.stop(cause);
        }
    }

    /** Describes the step. */
    public static final class DescriptorImpl extends Builtin {
        public DescriptorImpl() {
            super("sleep", false);
        }
    }
}
