package io.jenkins.plugins.planetscale.host.run;

import hudson.model.Action;
import hudson.model.Cause;
import hudson.model.Result;
import hudson.model.Run;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** The one build of the host. Nothing is written to disk: saving only tells who wants to know. */
public final class HostRun extends Run<HostJob, HostRun> {
    private final List<Action> actions = new CopyOnWriteArrayList<>();
    private final List<Consumer<HostRun>> watchers = new CopyOnWriteArrayList<>();
    private final HostJob job;
    private final int number;
    private volatile Result result;
    private volatile boolean building = true;

    public HostRun(HostJob job, int number) throws IOException {
        super(job);
        this.job = job;
        this.number = number;
    }

    /** Told whenever a step has written something into the build. */
    public void watch(Consumer<HostRun> watcher) {
        watchers.add(watcher);
    }

    @Override
    public void save() {
        watchers.forEach(watcher -> watcher.accept(this));
    }

    @Override
    public List<Action> getActions() {
        return actions;
    }

    @Override
    public HostJob getParent() {
        return job;
    }

    @Override
    public int getNumber() {
        return number;
    }

    @Override
    public Result getResult() {
        return result;
    }

    /** As in Jenkins, it only gets worse. */
    @Override
    public void setResult(Result worse) {
        if (result == null || worse.isWorseThan(result)) {
            result = worse;
        }
    }

    /** Sets it for the time of a {@code post} condition; null for what it is by default. */
    public void replaceResult(Result value) {
        result = value;
    }

    @Override
    public boolean isBuilding() {
        return building;
    }

    void over() {
        building = false;
    }

    @Override
    public List<Cause> getCauses() {
        return List.of();
    }
}
