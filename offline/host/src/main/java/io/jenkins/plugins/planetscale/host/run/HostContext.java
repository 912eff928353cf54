package io.jenkins.plugins.planetscale.host.run;

import com.google.common.util.concurrent.Futures;
import com.google.common.util.concurrent.ListenableFuture;
import groovy.lang.Closure;
import hudson.EnvVars;
import hudson.console.ConsoleLogFilter;
import hudson.model.Job;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.TaskListener;
import java.io.IOException;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.BodyInvoker;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** What a step sees of the build. Nothing is saved: the host is not restarted. */
public final class HostContext extends StepContext {
    private static final long serialVersionUID = 1L;

    private final transient Call call;

    HostContext(Call call) {
        this.call = call;
    }

    @Override
    public <T> T get(Class<T> type) throws IOException, InterruptedException {
        if (type == FlowNode.class) {
            return type.cast(call.node);
        }
        if (type == TaskListener.class) {
            return type.cast(
                    new HostListener(call.host.console(), call.scope.get(ConsoleLogFilter.class), call.host.run()));
        }
        if (type == EnvVars.class) {
            return type.cast(call.host.environment().of(call.scope));
        }
        if (type == Run.class) {
            return type.cast(call.host.run());
        }
        if (type == Job.class) {
            return type.cast(call.host.run().getParent());
        }
        return call.scope.get(type);
    }

    /** The host that runs the step, for the steps that it brings along. */
    public Host host() {
        return call.host;
    }

    @Override
    public void onSuccess(Object result) {
        call.end(result, null);
    }

    @Override
    public void onFailure(Throwable cause) {
        call.end(null, cause);
    }

    @Override
    public boolean isReady() {
        return true;
    }

    @Override
    public ListenableFuture<Void> saveState() {
        return Futures.immediateFuture(null);
    }

    @Override
    public void setResult(Result result) {
        call.host.run().setResult(result);
    }

    @Override
    public boolean hasBody() {
        return call.block != null;
    }

    @Override
    public BodyInvoker newBodyInvoker() {
        if (call.block == null) {
            throw new IllegalStateException("There's no body to invoke");
        }
        return newBodyInvoker(call.block);
    }

    /** Invokes any block, for {@code parallel}, which has many. */
    public BodyInvoker newBodyInvoker(Closure<?> block) {
        return new Body.Invoker(call, block);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof HostContext context && context.call == call;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(call);
    }
}
