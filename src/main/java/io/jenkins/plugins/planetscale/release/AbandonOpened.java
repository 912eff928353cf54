package io.jenkins.plugins.planetscale.release;

import java.util.Objects;

/**
 * Deals with what an {@link OpenDeployRequest} or {@link OpenAndStage} left when it was stopped, at whatever point. One
 * that was adopted and not opened is never closed: it is somebody else's.
 */
public final class AbandonOpened extends Composite<String> {
    private static final long serialVersionUID = 1L;

    private final OpenDeployRequest open;
    private final Abandon.Policy policy;
    private String result;

    public AbandonOpened(OpenDeployRequest open, Abandon.Policy policy) {
        this.open = Objects.requireNonNull(open);
        this.policy = Objects.requireNonNull(policy);
    }

    @Override
    Operation<?> first() throws InvalidInputException {
        if (open.openedNumber() > 0) {
            boolean close = policy == Abandon.Policy.CLOSE && !open.ours();
            return abandon(open.openedNumber(), close ? Abandon.Policy.CANCEL : policy);
        }
        return open.findOwn();
    }

    @Override
    Operation<?> after(Operation<?> done) throws InvalidInputException {
        if (done instanceof FindOwnDeployRequest found && found.result() > 0) {
            return abandon(found.result(), policy);
        }
        result = done instanceof Abandon abandoned ? abandoned.result() : "No deploy request was opened.";
        say(result);
        return null;
    }

    private Abandon abandon(int number, Abandon.Policy chosen) throws InvalidInputException {
        return new Abandon(open.database(), number, chosen);
    }

    @Override
    public String result() {
        return result;
    }
}
