package io.jenkins.plugins.planetscale.testing;

import java.time.Duration;

/** Times after which a test is given up. None decides whether it passes: what is waited for comes much sooner. */
public final class TestLimits {
    /** Ends a test that hangs, on the slowest machine. */
    public static final Duration HANGING = Duration.ofMinutes(10);

    private TestLimits() {}
}
