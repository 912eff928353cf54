package io.jenkins.plugins.planetscale.view;

import java.util.Locale;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Decides which texts from elsewhere may become a link. */
@Restricted(NoExternalUse.class)
public final class SafeLinks {
    private SafeLinks() {}

    /** The same if it is a link of the web, else null: {@code javascript:} and the like are text. */
    public static String safe(String url) {
        if (url == null) {
            return null;
        }
        String start = url.toLowerCase(Locale.ROOT);
        return start.startsWith("https://") || start.startsWith("http://") ? url : null;
    }
}
