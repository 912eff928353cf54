package io.jenkins.plugins.planetscale.browser;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.ScreenshotAnimations;
import java.nio.file.Path;

/** The pictures of the documentation, taken anew when the tests are run with {@code -Dpictures=true}. */
final class Pictures {
    private static final Path FOLDER = Path.of("docs", "images");

    private Pictures() {}

    static boolean wanted() {
        return Boolean.getBoolean("pictures");
    }

    /** Of what the window shows, without Jenkins' own bars. */
    static void of(Page page, String name) {
        if (wanted()) {
            BoundingBox main = page.locator("#main-panel").boundingBox();
            page.screenshot(new Page.ScreenshotOptions()
                    .setAnimations(ScreenshotAnimations.DISABLED)
                    .setClip(main.x, main.y, main.width, Math.min(main.height, page.viewportSize().height - main.y))
                    .setPath(FOLDER.resolve(name + ".png")));
        }
    }

    static void of(Locator part, String name) {
        if (wanted()) {
            part.screenshot(new Locator.ScreenshotOptions()
                    .setAnimations(ScreenshotAnimations.DISABLED)
                    .setPath(FOLDER.resolve(name + ".png")));
        }
    }
}
