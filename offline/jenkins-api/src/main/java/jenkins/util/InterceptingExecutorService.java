package jenkins.util;

import io.jenkins.plugins.planetscale.offline.Offline;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

public abstract class InterceptingExecutorService implements ExecutorService {
    protected InterceptingExecutorService(ExecutorService base) {}

    public <T> Future<T> submit(Callable<T> task) {
        throw Offline.missing("InterceptingExecutorService.submit");
    }

    public <T> Future<T> submit(Runnable task, T result) {
        throw Offline.missing("InterceptingExecutorService.submit");
    }

    public Future<?> submit(Runnable task) {
        throw Offline.missing("InterceptingExecutorService.submit");
    }

    public <T> List<Future<T>> invokeAll(Collection<? extends Callable<T>> tasks) throws InterruptedException {
        throw Offline.missing("InterceptingExecutorService.invokeAll");
    }

    public <T> List<Future<T>> invokeAll(Collection<? extends Callable<T>> tasks, long timeout, TimeUnit unit)
            throws InterruptedException {
        throw Offline.missing("InterceptingExecutorService.invokeAll");
    }

    public <T> T invokeAny(Collection<? extends Callable<T>> tasks) throws InterruptedException, ExecutionException {
        throw Offline.missing("InterceptingExecutorService.invokeAny");
    }

    public <T> T invokeAny(Collection<? extends Callable<T>> tasks, long timeout, TimeUnit unit)
            throws InterruptedException, ExecutionException, TimeoutException {
        throw Offline.missing("InterceptingExecutorService.invokeAny");
    }

    public void execute(Runnable command) {
        throw Offline.missing("InterceptingExecutorService.execute");
    }

    public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
        throw Offline.missing("InterceptingExecutorService.awaitTermination");
    }

    public boolean isShutdown() {
        throw Offline.missing("InterceptingExecutorService.isShutdown");
    }

    public boolean isTerminated() {
        throw Offline.missing("InterceptingExecutorService.isTerminated");
    }

    public void shutdown() {
        throw Offline.missing("InterceptingExecutorService.shutdown");
    }

    public List<Runnable> shutdownNow() {
        throw Offline.missing("InterceptingExecutorService.shutdownNow");
    }
}
