package io.jenkins.plugins.planetscale.simulation;

import io.jenkins.plugins.planetscale.testing.PlayedContext;
import com.google.common.util.concurrent.ListenableFuture;
import hudson.model.Run;
import hudson.model.TaskListener;
import java.io.Serializable;
import org.jenkinsci.plugins.workflow.steps.BodyInvoker;

/** What a step knows of its build; written down as a reference. */
final class Context extends PlayedContext {
    private static final long serialVersionUID = 1L;

    final transient Session session;
    private final transient Build build;

    Context(Session session, Build build, String node) {
        super(node);
        this.session = session;
        this.build = build;
    }

    Build build() {
        return build;
    }

    /** Of an execution that a kill has left behind, nothing is heard any more. */
    private boolean isOfTheDead() {
        return session.isDead();
    }

    @Override
    protected Run<?, ?> run() {
        return build.run();
    }

    @Override
    protected TaskListener log() {
        return build::logger;
    }

    String node() {
        return id;
    }

    @Override
    public void onSuccess(Object result) {
        if (!isOfTheDead()) {
            build.interpreter().ended(this, result, null);
        }
    }

    @Override
    public void onFailure(Throwable cause) {
        if (!isOfTheDead()) {
            build.interpreter().ended(this, null, cause);
        }
    }

    @Override
    public ListenableFuture<Void> saveState() {
        return build.save(this);
    }

    @Override
    public BodyInvoker newBodyInvoker() {
        return new Body.Begin(this);
    }

    private Object writeReplace() {
        return new Reference(build.id(), id);
    }

    private record Reference(String build, String node) implements Serializable {
        private Object readResolve() {
            return Simulation.current().build(build).context(node);
        }
    }
}
