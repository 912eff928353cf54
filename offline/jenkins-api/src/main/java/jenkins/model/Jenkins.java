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
import hudson.security.SecurityRealm;
import hudson.util.XStream2;
import io.jenkins.plugins.planetscale.offline.Offline;
import java.io.File;
import jenkins.util.io.OnMaster;
import org.kohsuke.stapler.StaplerProxy;
import org.kohsuke.stapler.export.ExportedBean;
import org.springframework.security.core.Authentication;

@ExportedBean
public class Jenkins extends AbstractCIBase implements StaplerProxy, AccessControlled, OnMaster, Loadable {
    public static final XStream2 XSTREAM2 = null /* TODO */;

    public static final Permission ADMINISTER = null /* TODO */;

    public static final Permission MANAGE = null /* TODO */;

    public static final Permission SYSTEM_READ = null /* TODO */;

    public static final Permission READ = null /* TODO */;

    Jenkins() {}

    @NonNull
    public static Jenkins get() throws IllegalStateException {
        throw Offline.missing("Jenkins.get");
    }

    @CheckForNull
    public static Jenkins getInstanceOrNull() {
        throw Offline.missing("Jenkins.getInstanceOrNull");
    }

    @CheckForNull
    public ProxyConfiguration getProxy() {
        throw Offline.missing("Jenkins.getProxy");
    }

    public String getLegacyInstanceId() {
        throw Offline.missing("Jenkins.getLegacyInstanceId");
    }

    @CheckForNull
    public Plugin getPlugin(String shortName) {
        throw Offline.missing("Jenkins.getPlugin");
    }

    public String getDisplayName() {
        throw Offline.missing("Jenkins.getDisplayName");
    }

    public File getRootDir() {
        throw Offline.missing("Jenkins.getRootDir");
    }

    public SecurityRealm getSecurityRealm() {
        throw Offline.missing("Jenkins.getSecurityRealm");
    }

    public <T> ExtensionList<T> getExtensionList(Class<T> extensionType) {
        throw Offline.missing("Jenkins.getExtensionList");
    }

    @NonNull
    public ACL getACL() {
        throw Offline.missing("Jenkins.getACL");
    }

    @CheckForNull
    public Item getItemByFullName(String fullName) {
        throw Offline.missing("Jenkins.getItemByFullName");
    }

    @NonNull
    public static Authentication getAuthentication2() {
        throw Offline.missing("Jenkins.getAuthentication2");
    }

    public Object getTarget() {
        throw Offline.missing("Jenkins.getTarget");
    }
}
