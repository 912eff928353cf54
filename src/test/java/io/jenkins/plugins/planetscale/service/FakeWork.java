package io.jenkins.plugins.planetscale.service;

import io.jenkins.plugins.planetscale.release.Operation;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/** A work for the real service: its future tells how it ended, and it remembers on which threads it was called. */
public final class FakeWork implements DrivenOperation {
    final CompletableFuture<Operation<?>> end = new CompletableFuture<>();
    final Set<String> threads = ConcurrentHashMap.newKeySet();
    private final Operation<?> operation;
    private final ApiAccess access;
    private final String owner;
    public String run;

    public FakeWork(Operation<?> operation, ApiAccess access, String owner) {
        this.operation = operation;
        this.access = access;
        this.owner = owner;
    }

    @Override
    public Operation<?> operation() {
        return operation;
    }

    @Override
    public ApiAccess access() {
        threads.add(Thread.currentThread().getName());
        return access;
    }

    @Override
    public String owner() {
        return owner;
    }

    @Override
    public String run() {
        return run;
    }

    @Override
    public CompletionStage<Void> persist() {
        threads.add(Thread.currentThread().getName());
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public void log(List<String> lines) {
        threads.add(Thread.currentThread().getName());
    }

    @Override
    public void onCompleted() {
        threads.add(Thread.currentThread().getName());
        end.complete(operation);
    }

    @Override
    public void onError(Throwable cause) {
        end.completeExceptionally(cause);
    }
}
