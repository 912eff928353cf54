package io.jenkins.plugins.planetscale.steps;

import hudson.AbortException;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.planetscale.connection.DatabaseTarget;
import io.jenkins.plugins.planetscale.connection.Defaults;
import io.jenkins.plugins.planetscale.connection.RunAccess;
import io.jenkins.plugins.planetscale.connection.TargetResolver;
import io.jenkins.plugins.planetscale.release.Marker;
import io.jenkins.plugins.planetscale.service.ApiAccess;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.Serializable;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** What all step executions need of their build: log, target, marker, access, saving. Persisted with the execution. */
@Restricted(NoExternalUse.class)
public final class StepBuildContext implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final Logger LOGGER = Logger.getLogger(StepBuildContext.class.getName());

    private final StepContext context;
    private final String function;
    private DatabaseTarget target;
    private String apiUrl;
    private Marker marker;
    private String owner;
    private String runId;
    private transient volatile RunAccess access;

    /** @param function the name of the step in a Jenkinsfile */
    public StepBuildContext(StepContext context, String function) {
        this.context = context;
        this.function = function;
    }

    /** Finds out where to work. For background threads: it may ask a credentials store. */
    public void resolve(Defaults given) throws IOException, InterruptedException {
        if (!isResolved()) {
            Run<?, ?> run = run();
            String node = context.get(FlowNode.class).getId();
            runId = run.getExternalizableId();
            owner = run.getFullDisplayName() + ", " + function;
            marker = Marker.of(
                    Jenkins.get().getLegacyInstanceId(),
                    run.getExternalizableId() + "/" + node,
                    run.getParent().getFullName() + " #" + run.getNumber());
            DatabaseTarget found = TargetResolver.resolve(run, given.withFallback(context.get(Defaults.class)));
            apiUrl = TargetResolver.apiUrl(found);
            target = found;
        }
    }

    /** False also where a program was written down in the middle of that: nothing was sent yet then. */
    public boolean isResolved() {
        return runId != null && owner != null && marker != null && target != null;
    }

    public StepContext context() {
        return context;
    }

    /** The name of the step in a Jenkinsfile. */
    public String function() {
        return function;
    }

    public DatabaseTarget target() {
        return target;
    }

    /** Says which build and step made something; the same after a restart. */
    public Marker marker() {
        return marker;
    }

    /** {@link Run#getExternalizableId} of the build, which is another one when its job was moved. */
    public String runId() {
        try {
            return run().getExternalizableId();
        } catch (IOException e) {
            return runId;
        }
    }

    public String owner() {
        return owner == null ? function : owner;
    }

    /** The build. A thread that is interrupted meanwhile stays so, and is told by an {@link InterruptedIOException}. */
    public Run<?, ?> run() throws IOException {
        Run<?, ?> run;
        try {
            run = context.get(Run.class);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException(function + " was interrupted.").initCause(e);
        }
        if (run == null) {
            throw new AbortException(function + " needs a build. Run it in a Pipeline job.");
        }
        return run;
    }

    /** How to call PlanetScale; made anew after a restart, and for no other API address than the step began with. */
    public ApiAccess access() throws IOException {
        RunAccess current = access;
        if (current == null) {
            current = TargetResolver.access(run(), target, apiUrl);
            access = current;
        }
        return current;
    }

    /** Persists all steps of the build as they are, in {@code program.dat}. Returns at once. */
    public CompletableFuture<Void> save() {
        try {
            Run<?, ?> run = run();
            return BuildWrites.of(run).program(run, context);
        } catch (IOException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /** Prints to the build log; a log that cannot be had is no reason to stop a release. */
    public void log(List<String> lines) {
        try {
            TaskListener listener = context.get(TaskListener.class);
            if (listener != null) {
                lines.forEach(line -> listener.getLogger().println(line));
            }
        } catch (IOException | RuntimeException e) {
            LOGGER.log(Level.WARNING, e, () -> owner() + ": the build log cannot be written: " + lines);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
