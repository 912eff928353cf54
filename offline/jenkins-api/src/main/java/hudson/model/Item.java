package hudson.model;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.security.AccessControlled;
import hudson.security.Permission;
import jenkins.util.io.OnMaster;

public interface Item extends AccessControlled, OnMaster {
    Permission EXTENDED_READ = null /* TODO */;

    ItemGroup<? extends Item> getParent();

    @NonNull
    String getFullName();
}
