package io.jenkins.plugins.planetscale.service;

import io.jenkins.plugins.planetscale.client.DatabaseRef;
import io.jenkins.plugins.planetscale.client.ServiceToken;
import io.jenkins.plugins.planetscale.release.Operation;
import io.jenkins.plugins.planetscale.release.deploy.Deploy;
import io.jenkins.plugins.planetscale.release.state.Progress;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A step that notes when it sees that something of its deploy request has changed. */
final class BenchWait implements DrivenOperation {
    private final int index;
    private final int number;
    private final Deploy operation;
    private final ApiAccess access;
    private final BenchDelays delays;
    private String before;

    BenchWait(int index, DatabaseRef database, int number, ApiAccess access, BenchDelays delays) throws Exception {
        this.index = index;
        this.number = number;
        this.operation = Deploy.apply(database, number).approvalNeeded();
        this.access = access;
        this.delays = delays;
    }

    static ApiAccess access(String url, int perMinute) {
        return new EngineHarness.Access("main", url, new ServiceToken("token", "s3cr3t"), perMinute);
    }

    private boolean look() {
        Progress progress = operation.lastObservation();
        if (progress == null) {
            return false;
        }
        delays.looks.incrementAndGet();
        boolean first = before == null;
        if (first) {
            delays.begun.incrementAndGet();
        } else if (!progress.url().equals(before)) {
            delays.sees(index);
        }
        before = progress.url();
        return !first;
    }

    @Override
    public Operation<?> operation() {
        return operation;
    }

    @Override
    public ApiAccess access() {
        return access;
    }

    @Override
    public String owner() {
        return "job #" + number + ", step";
    }

    @Override
    public String run() {
        return "job#" + number;
    }

    @Override
    public CompletionStage<Void> persist() {
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public void log(List<String> lines) {}

    @Override
    public boolean onLook() {
        return look();
    }

    @Override
    public void onStep() {
        look();
    }

    @Override
    public void onCompleted() {}
}
