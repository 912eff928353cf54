package io.jenkins.plugins.planetscale.steps;

import hudson.model.User;
import io.jenkins.plugins.planetscale.client.json.VisibleText;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Formats users for logs and pages: always with their id, as everybody may choose any display name. */
@Restricted(NoExternalUse.class)
public final class UserNames {
    private UserNames() {}

    /** {@code Ainsley Smith (ainsley)}; the id alone where there is nothing else. */
    public static String name(String id) {
        User user = User.getById(id, false);
        String name = user == null ? id : VisibleText.line(user.getDisplayName());
        return name.equals(id) ? id : name + " (" + VisibleText.line(id) + ")";
    }
}
