package io.jenkins.plugins.planetscale.steps;

import hudson.init.InitMilestone;
import hudson.init.Initializer;
import hudson.security.Permission;
import hudson.security.PermissionGroup;
import hudson.security.PermissionScope;
import jenkins.model.Jenkins;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.DoNotUse;

/** The permissions to decide about changes of a database: independent of those on jobs, and implied by none. */
public final class PlanetScalePermissions {
    public static final PermissionGroup GROUP =
            new PermissionGroup(PlanetScalePermissions.class, Messages._PlanetScalePermissions_group());

    /** Lets a change that stands at its gate go live, or refuses it. */
    public static final Permission APPROVE = permission("Approve", Messages._PlanetScalePermissions_approve());

    /** Takes a change back while its revert window is open. */
    public static final Permission REVERT = permission("Revert", Messages._PlanetScalePermissions_revert());

    private PlanetScalePermissions() {}

    private static Permission permission(String name, org.jvnet.localizer.Localizable description) {
        return new Permission(GROUP, name, description, Jenkins.ADMINISTER, true, new PermissionScope[] {
            PermissionScope.ITEM, PermissionScope.RUN
        });
    }

    /** Loads the class, so that authorization strategies know the permissions before they read their configuration. */
    @Initializer(after = InitMilestone.PLUGINS_PREPARED, before = InitMilestone.PLUGINS_STARTED)
    @Restricted(DoNotUse.class)
    public static void register() {
        // by the static fields
    }
}
