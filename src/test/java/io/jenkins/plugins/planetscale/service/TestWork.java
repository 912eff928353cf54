package io.jenkins.plugins.planetscale.service;

import io.jenkins.plugins.planetscale.release.Operation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A work that writes down what happens to it, and where. */
class TestWork implements DrivenOperation {
    final Operation<?> operation;
    final List<String> said = new ArrayList<>();
    final List<Throwable> broke = new ArrayList<>();
    final List<String> elsewhere = new ArrayList<>();
    int accessed;
    int persisted;
    int ended;
    CompletionStage<Void> persisting = CompletableFuture.completedFuture(null);
    private final EngineHarness bench;
    private final ApiAccess access;

    TestWork(EngineHarness bench, Operation<?> operation) {
        this(bench, operation, EngineHarness.access("main", "token", 600));
    }

    TestWork(EngineHarness bench, Operation<?> operation, ApiAccess access) {
        this.bench = bench;
        this.operation = operation;
        this.access = access;
    }

    @Override
    public Operation<?> operation() {
        here("operation");
        return operation;
    }

    @Override
    public ApiAccess access() throws IOException {
        here("access");
        accessed++;
        return access;
    }

    @Override
    public String owner() {
        here("owner");
        return "job #1, step";
    }

    @Override
    public String run() {
        here("run");
        return "job#1";
    }

    @Override
    public CompletionStage<Void> persist() {
        here("persist");
        persisted++;
        return persisting;
    }

    @Override
    public void log(List<String> lines) {
        here("say");
        said.addAll(lines);
    }

    @Override
    public void onCompleted() {
        here("ended");
        ended++;
    }

    @Override
    public void onError(Throwable cause) {
        here("broken");
        broke.add(cause);
    }

    private void here(String callback) {
        if (!bench.background.isHere()) {
            elsewhere.add(callback);
        }
    }
}
