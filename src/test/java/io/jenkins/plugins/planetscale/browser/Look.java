package io.jenkins.plugins.planetscale.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.util.Locale;

/** What a browser says that its user likes: the theme of Jenkins follows it, also on a page that is shown already. */
enum Look {
    LIGHT(ColorScheme.LIGHT),
    DARK(ColorScheme.DARK);

    private static final int HEIGHT = 900;
    private static final int WIDTH = 1280;

    private final ColorScheme scheme;

    Look(ColorScheme scheme) {
        this.scheme = scheme;
    }

    ColorScheme scheme() {
        return scheme;
    }

    /** Without movements, so that what is looked at is at rest. */
    static Browser.NewContextOptions options() {
        return new Browser.NewContextOptions()
                .setColorScheme(LIGHT.scheme)
                .setReducedMotion(ReducedMotion.REDUCE)
                .setLocale("en-US")
                .setViewportSize(WIDTH, HEIGHT);
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
