package io.jenkins.plugins.planetscale.service.pace;

/**
 * One who waits for something to change and is told when to look. It is with one scheduler at a time, which guards what is in
 * it. Its owner calls it by one thread at a time, but for {@link #leave}.
 */
public final class Sleeper {
    /** Has it look; returns at once. */
    public final Runnable look;

    /** Null where it is with no scheduler. */
    private volatile LookScheduler home;

    private boolean tellOnceAsleep;

    // guarded by home
    LookGroup group;
    boolean looking;

    /** @param look returns at once */
    public Sleeper(Runnable look) {
        this.look = look;
    }

    /** It will not sleep any more, or not know where. Does nothing for one that is with no scheduler. */
    public void leave() {
        LookScheduler current = home;
        if (current != null) {
            current.leave(this);
        }
    }

    /** What it looks at is said to have changed while it was busy: when it sleeps again, it looks once more. */
    public void tellOnceAsleep() {
        tellOnceAsleep = true;
    }

    boolean takeTold() {
        boolean told = tellOnceAsleep;
        tellOnceAsleep = false;
        return told;
    }

    LookScheduler home() {
        return home;
    }

    void home(LookScheduler now) {
        home = now;
    }
}
