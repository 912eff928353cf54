package com.cloudbees.plugins.credentials;

import com.cloudbees.plugins.credentials.common.IdCredentials;
import com.cloudbees.plugins.credentials.domains.DomainRequirement;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import edu.umd.cs.findbugs.annotations.Nullable;
import hudson.ExtensionPoint;
import hudson.model.Describable;
import hudson.model.Descriptor;
import hudson.model.Item;
import hudson.model.ItemGroup;
import hudson.model.Run;
import hudson.security.Permission;
import hudson.security.PermissionGroup;
import hudson.security.PermissionScope;
import io.jenkins.plugins.planetscale.offline.Offline;
import java.util.List;
import jenkins.model.Jenkins;
import org.springframework.security.core.Authentication;

public abstract class CredentialsProvider extends Descriptor<CredentialsProvider>
        implements ExtensionPoint, Describable<CredentialsProvider> {
    public static final PermissionGroup GROUP =
            new PermissionGroup(CredentialsProvider.class, Offline.text("Credentials"));

    public static final Permission USE_ITEM = permission("UseItem", Item.CONFIGURE);

    public static final Permission CREATE = permission("Create", Jenkins.ADMINISTER);

    public static final Permission UPDATE = permission("Update", Jenkins.ADMINISTER);

    public static final Permission VIEW = permission("View", Jenkins.ADMINISTER);

    public static final Permission DELETE = permission("Delete", Jenkins.ADMINISTER);

    public static final Permission MANAGE_DOMAINS = permission("ManageDomains", Jenkins.ADMINISTER);

    @CheckForNull
    public static <C extends IdCredentials> C findCredentialByIdInItemGroup(
            @NonNull String id,
            @NonNull Class<C> type,
            @Nullable ItemGroup<?> itemGroup,
            @Nullable Authentication authentication,
            @Nullable List<DomainRequirement> domainRequirements) {
        return find(id, type, itemGroup == null ? Jenkins.get() : itemGroup);
    }

    @CheckForNull
    public static <C extends IdCredentials> C findCredentialByIdInItem(
            @NonNull String id,
            @NonNull Class<C> type,
            @Nullable Item item,
            @Nullable Authentication authentication,
            @Nullable List<DomainRequirement> domainRequirements) {
        return item == null ? find(id, type, Jenkins.get()) : find(id, type, item);
    }

    @CheckForNull
    public static <C extends IdCredentials> C findCredentialById(
            @NonNull String id,
            @NonNull Class<C> type,
            @NonNull Run<?, ?> run,
            @Nullable List<DomainRequirement> domainRequirements) {
        return find(id, type, run);
    }

    @CheckForNull
    public static <C extends Credentials> C track(@NonNull Run build, @CheckForNull C credentials) {
        return credentials;
    }

    private static Permission permission(String name, Permission impliedBy) {
        return new Permission(GROUP, name, null, impliedBy, true, new PermissionScope[] {PermissionScope.ITEM});
    }

    private static <C extends IdCredentials> C find(String id, Class<C> type, Object place) {
        return Offline.controller().credentials(type, place).stream()
                .filter(credentials -> credentials.getId().equals(id))
                .findFirst()
                .orElse(null);
    }

    @Override
    public Descriptor<CredentialsProvider> getDescriptor() {
        return this;
    }
}
