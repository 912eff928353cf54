package io.jenkins.plugins.planetscale.view;

import java.util.Locale;

/** What of the texts from elsewhere may become a link. */
final class Links {
    private Links() {}

    /** The same if it is a link of the web, else null: {@code javascript:} and the like are text. */
    static String safe(String url) {
        if (url == null) {
            return null;
        }
        String start = url.toLowerCase(Locale.ROOT);
        return start.startsWith("https://") || start.startsWith("http://") ? url : null;
    }
}
