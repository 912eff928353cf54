package io.jenkins.plugins.planetscale.attack;

import com.cloudbees.plugins.credentials.CredentialsProvider;
import hudson.model.Item;
import hudson.model.User;
import hudson.security.AccessControlled;
import hudson.security.Permission;
import hudson.security.PermissionGroup;
import io.jenkins.plugins.planetscale.Grants;
import io.jenkins.plugins.planetscale.steps.PlanetScalePermissions;
import java.net.URL;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import jenkins.model.Jenkins;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebRequest;
import org.htmlunit.WebResponse;
import org.jvnet.hudson.test.JenkinsRule;
import org.springframework.security.core.Authentication;

/** People with one permission each, who are logged in by a browser: so crumbs count, unlike with an API token. */
final class Roles implements AutoCloseable {
    /** Not logged in. */
    static final String NOBODY = "nobody";

    private static final Map<String, PermissionGroup> GROUPS = Map.of(
            "Overall", Jenkins.PERMISSIONS,
            "Item", Item.PERMISSIONS,
            "Credentials", CredentialsProvider.GROUP,
            "PlanetScale", PlanetScalePermissions.GROUP);

    private static final List<Permission> OFTEN_OFF = List.of(Jenkins.MANAGE, Jenkins.SYSTEM_READ, Item.EXTENDED_READ);

    private final JenkinsRule j;
    private final Map<String, List<Permission>> granted = new LinkedHashMap<>();
    private final Map<String, JenkinsRule.WebClient> browsers = new HashMap<>();

    Roles(JenkinsRule j) {
        this.j = j;
        OFTEN_OFF.forEach(permission -> permission.setEnabled(true));
        granted.put(NOBODY, List.of());
        granted.put("reader", List.of(Jenkins.READ));
        inJobs("viewer");
        inJobs("builder", Item.BUILD, Item.CANCEL);
        inJobs("extended", Item.EXTENDED_READ);
        inJobs("chooser", CredentialsProvider.USE_ITEM);
        inJobs("keeper", CredentialsProvider.CREATE);
        inJobs("updater", CredentialsProvider.UPDATE);
        inJobs("approver", PlanetScalePermissions.APPROVE);
        inJobs("reverter", PlanetScalePermissions.REVERT);
        inJobs("configurer", Item.CONFIGURE);
        inJobs("manager", Jenkins.MANAGE);
        inJobs("auditor", Jenkins.SYSTEM_READ);
        granted.put("admin", List.of(Jenkins.ADMINISTER));
        Grants grants = Grants.in(j);
        granted.forEach((user, permissions) -> {
            if (!permissions.isEmpty()) {
                grants.to(user, permissions.toArray(new Permission[0]));
            }
        });
    }

    private void inJobs(String user, Permission... more) {
        List<Permission> permissions = new ArrayList<>(List.of(Jenkins.READ, Item.READ));
        permissions.addAll(Arrays.asList(more));
        granted.put(user, permissions);
    }

    List<String> all() {
        return List.copyOf(granted.keySet());
    }

    /**
     * Whether the user has one of the permissions, and sees what they are for.
     *
     * @param permissions as {@code docs/security.md} names them
     * @param item null for what is outside of jobs
     */
    boolean has(String user, String permissions, Item item) {
        Authentication as = user.equals(NOBODY)
                ? Jenkins.ANONYMOUS2
                : User.getById(user, true).impersonate2();
        boolean sees =
                item == null ? Jenkins.get().hasPermission2(as, Jenkins.READ) : item.hasPermission2(as, Item.READ);
        return sees
                && Arrays.stream(permissions.split(",")).map(Roles::permission).anyMatch(permission -> {
                    AccessControlled place =
                            item == null || permission.group == Jenkins.PERMISSIONS ? Jenkins.get() : item;
                    return place.hasPermission2(as, permission);
                });
    }

    private static Permission permission(String name) {
        String[] parts = name.strip().split("/");
        PermissionGroup group = GROUPS.get(parts[0]);
        Permission found = group == null ? null : group.find(parts[1]);
        if (found == null) {
            throw new IllegalArgumentException("docs/security.md names a permission that is not there: " + name);
        }
        return found;
    }

    /** Sends it as that user; {@code path} below the root of Jenkins, with its query. */
    WebResponse send(String user, HttpMethod method, String path, boolean crumb) throws Exception {
        JenkinsRule.WebClient browser = browser(user);
        WebRequest request = new WebRequest(new URL(browser.getContextPath() + path), method);
        return browser.loadWebResponse(crumb ? browser.addCrumb(request) : request);
    }

    private JenkinsRule.WebClient browser(String user) throws Exception {
        JenkinsRule.WebClient browser = browsers.get(user);
        if (browser == null) {
            browser = j.createWebClient().withThrowExceptionOnFailingStatusCode(false);
            browser.setJavaScriptEnabled(false);
            browser.getOptions().setCssEnabled(false);
            if (!user.equals(NOBODY)) {
                browser.login(user);
            }
            browser.getOptions().setRedirectEnabled(false);
            browsers.put(user, browser);
        }
        return browser;
    }

    /** Sent away: refused, not found, or told to log in. */
    static boolean isSentAway(WebResponse answer) {
        String location = answer.getResponseHeaderValue("Location");
        return List.of(401, 403, 404, 405).contains(answer.getStatusCode())
                || answer.getStatusCode() == 302 && location != null && location.contains("/login");
    }

    @Override
    public void close() {
        browsers.values().forEach(JenkinsRule.WebClient::close);
        OFTEN_OFF.forEach(permission -> permission.setEnabled(false));
    }
}
