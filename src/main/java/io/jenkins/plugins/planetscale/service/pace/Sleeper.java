package io.jenkins.plugins.planetscale.service.pace;

/**
 * An operation that waits for a change, as the {@link LookScheduler} sees it: it is called when it is to poll. It is
 * with one scheduler at a time, whose lock guards its state. Its owner uses it by one thread at a time, except {@link
 * #leave}.
 */
public final class Sleeper {
    /** Makes it poll; returns at once. */
    public final Runnable look;

    /** Null when it is with no scheduler. */
    private volatile LookScheduler home;

    private boolean tellOnceAsleep;

    // guarded by home
    LookGroup group;
    boolean looking;

    /** @param look returns at once */
    public Sleeper(Runnable look) {
        this.look = look;
    }

    /** Removes it from its scheduler, if it has one. */
    public void leave() {
        LookScheduler current = home;
        if (current != null) {
            current.leave(this);
        }
    }

    /** Keeps a change hint that comes while it is busy: it polls once more as soon as it waits again. */
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
