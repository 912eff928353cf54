package hudson.model;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.security.AccessControlled;
import hudson.security.Permission;
import hudson.security.PermissionGroup;
import hudson.security.PermissionScope;
import io.jenkins.plugins.planetscale.offline.Offline;
import jenkins.model.Jenkins;
import jenkins.util.io.OnMaster;

public interface Item extends ModelObject, Saveable, AccessControlled, OnMaster {
    PermissionGroup PERMISSIONS = new PermissionGroup(Item.class, Offline.text("Job"));

    Permission READ = new Permission(
            PERMISSIONS, "Read", null, Jenkins.ADMINISTER, true, new PermissionScope[] {PermissionScope.ITEM});

    Permission CONFIGURE = new Permission(
            PERMISSIONS, "Configure", null, Jenkins.ADMINISTER, true, new PermissionScope[] {PermissionScope.ITEM});

    Permission EXTENDED_READ = new Permission(
            PERMISSIONS, "ExtendedRead", null, CONFIGURE, true, new PermissionScope[] {PermissionScope.ITEM});

    ItemGroup<? extends Item> getParent();

    @NonNull
    String getFullName();
}
