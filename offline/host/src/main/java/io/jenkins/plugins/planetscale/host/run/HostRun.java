package io.jenkins.plugins.planetscale.host.run;

import hudson.model.Result;
import hudson.model.Run;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** The one build of the host. Nothing is written to disk: saving only tells who wants to know. */
public final class HostRun extends Run<HostJob, HostRun> {
    private final List<Consumer<HostRun>> watchers = new CopyOnWriteArrayList<>();
    private final int number;
    private volatile Result result;
    private volatile boolean building = true;

    public HostRun(HostJob job, int number) {
        super(job, 0);
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
    public int getNumber() {
        return number;
    }

    /** Null while nobody has said anything. */
    @Override
    public Result getResult() {
        return result;
    }

    /** As in Jenkins, it only gets worse. */
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
}
