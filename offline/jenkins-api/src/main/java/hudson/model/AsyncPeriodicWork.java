package hudson.model;

import java.io.IOException;

public abstract class AsyncPeriodicWork extends PeriodicWork {
    public final String name;

    protected AsyncPeriodicWork(String name) {
        this.name = name;
    }

    /** Runs on the caller's thread and does not wait for an earlier run; nothing runs it by itself. */
    @Override
    public final void doRun() {
        try {
            execute(TaskListener.NULL);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    protected abstract void execute(TaskListener listener) throws IOException, InterruptedException;
}
