package io.jenkins.plugins.planetscale.browser;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.fail;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.BoundingBox;
import java.util.Arrays;

/** Somebody who uses no mouse, and has to see where they are. */
final class Keyboard {
    private static final int MANY = 150;
    private static final int AROUND = 8;

    private final Visitor visitor;

    Keyboard(Visitor visitor) {
        this.visitor = visitor;
    }

    void press(String key) {
        visitor.page.keyboard().press(key);
    }

    /** Goes on with the tabulator until the element has the focus, which has to change what the eye sees. */
    void tabTo(Locator target) {
        visitor.shows(target);
        target.scrollIntoViewIfNeeded();
        byte[] without = lookWithoutFocus(target);
        for (int i = 0; i < MANY && !isFocused(target); i++) {
            press("Tab");
        }
        if (!isFocused(target)) {
            fail("the tabulator does not lead to " + target + " but to "
                    + visitor.page.evaluate("document.activeElement.outerHTML.slice(0, 200)"));
        }
        assertFalse(Arrays.equals(without, look(target)), "the focus on " + target + " cannot be seen");
    }

    /** A dialog that opens gives its button the focus some time later, perhaps while the picture is taken. */
    private byte[] lookWithoutFocus(Locator target) {
        for (int i = 0; i < 3; i++) {
            if (isFocused(target)) {
                press("Tab");
            }
            byte[] look = look(target);
            if (!isFocused(target)) {
                return look;
            }
        }
        return fail("the focus cannot be moved away from " + target);
    }

    private static boolean isFocused(Locator target) {
        return Boolean.TRUE.equals(target.evaluate("(one) => one === document.activeElement"));
    }

    /** With what is drawn around it. */
    private byte[] look(Locator target) {
        BoundingBox box = target.boundingBox();
        return visitor.page.screenshot(new Page.ScreenshotOptions()
                .setClip(box.x - AROUND, box.y - AROUND, box.width + 2 * AROUND, box.height + 2 * AROUND));
    }
}
