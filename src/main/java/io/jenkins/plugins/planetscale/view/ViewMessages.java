package io.jenkins.plugins.planetscale.view;

import io.jenkins.plugins.planetscale.release.state.HumanFormat;
import java.time.Duration;
import java.time.Instant;
import org.jvnet.localizer.ResourceBundleHolder;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Localized messages of the build page whose keys depend on data. */
@Restricted(NoExternalUse.class)
public final class ViewMessages {
    private static final ResourceBundleHolder BUNDLE = ResourceBundleHolder.get(Messages.class);

    private ViewMessages() {}

    public static String of(String key, Object... arguments) {
        return BUNDLE.format(key, arguments);
    }

    /** {@code 2026-11-23 10:00:00 UTC}; null for 0. */
    public static String time(long millis) {
        return millis == 0 ? null : HumanFormat.clock(Instant.ofEpochMilli(millis));
    }

    /** {@code 3 min 20 s}. */
    public static String span(long millis) {
        return HumanFormat.time(Duration.ofMillis(millis));
    }
}
