package jenkins.model;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.ExtensionList;
import hudson.Plugin;
import hudson.ProxyConfiguration;
import hudson.model.AbstractCIBase;
import hudson.model.Item;
import hudson.security.ACL;
import hudson.security.AccessControlled;
import hudson.security.Permission;
import hudson.security.PermissionGroup;
import hudson.security.PermissionScope;
import hudson.security.SecurityRealm;
import hudson.util.XStream2;
import io.jenkins.plugins.planetscale.offline.Offline;
import java.io.File;
import java.io.IOException;
import jenkins.util.io.OnMaster;
import org.kohsuke.stapler.StaplerProxy;
import org.kohsuke.stapler.export.ExportedBean;
import org.springframework.security.core.Authentication;

/** Answers from the installed {@link io.jenkins.plugins.planetscale.offline.Controller}. */
@ExportedBean
public class Jenkins extends AbstractCIBase implements StaplerProxy, AccessControlled, OnMaster, Loadable {
    public static final XStream2 XSTREAM2 = new XStream2();

    public static final PermissionGroup PERMISSIONS = new PermissionGroup(Jenkins.class, Offline.text("Overall"));

    public static final Permission ADMINISTER = overall("Administer", null);

    public static final Permission MANAGE = overall("Manage", ADMINISTER);

    public static final Permission SYSTEM_READ = overall("SystemRead", ADMINISTER);

    public static final Permission READ = overall("Read", ADMINISTER);

    private static final Jenkins THE = new Jenkins();

    private final ACL acl = new ACL() {};

    private Jenkins() {}

    private static Permission overall(String name, Permission impliedBy) {
        return new Permission(PERMISSIONS, name, null, impliedBy, true, new PermissionScope[0]);
    }

    @NonNull
    public static Jenkins get() throws IllegalStateException {
        Offline.controller();
        return THE;
    }

    @CheckForNull
    public static Jenkins getInstanceOrNull() {
        return Offline.isInstalled() ? THE : null;
    }

    /** Offline there is none to go through. */
    @CheckForNull
    public ProxyConfiguration getProxy() {
        return null;
    }

    public String getLegacyInstanceId() {
        return Offline.controller().instanceId();
    }

    @CheckForNull
    public Plugin getPlugin(String shortName) {
        return Offline.controller().hasPlugin(shortName) ? new Plugin.DummyImpl() : null;
    }

    @Override
    public String getDisplayName() {
        return "Jenkins";
    }

    public File getRootDir() {
        return Offline.controller().rootDir();
    }

    public SecurityRealm getSecurityRealm() {
        return new SecurityRealm() {};
    }

    public <T> ExtensionList<T> getExtensionList(Class<T> extensionType) {
        return ExtensionList.lookup(extensionType);
    }

    @NonNull
    @Override
    public ACL getACL() {
        return acl;
    }

    @CheckForNull
    public Item getItemByFullName(String fullName) {
        return Offline.controller().item(fullName);
    }

    @NonNull
    public static Authentication getAuthentication2() {
        return Offline.controller().authentication();
    }

    @Override
    public Object getTarget() {
        return this;
    }

    @Override
    public void load() throws IOException {
        throw Offline.missing("Jenkins.load");
    }

    @Override
    public void save() throws IOException {
        throw Offline.missing("Jenkins.save");
    }
}
