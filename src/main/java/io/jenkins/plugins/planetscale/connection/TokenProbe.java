package io.jenkins.plugins.planetscale.connection;

import hudson.Util;
import hudson.util.FormValidation;
import io.jenkins.plugins.planetscale.client.ApiCall;
import io.jenkins.plugins.planetscale.client.DatabaseRef;
import io.jenkins.plugins.planetscale.client.ServiceToken;
import io.jenkins.plugins.planetscale.client.api.BackupCalls;
import io.jenkins.plugins.planetscale.client.api.BranchCalls;
import io.jenkins.plugins.planetscale.client.api.DatabaseCalls;
import io.jenkins.plugins.planetscale.client.api.DeployRequestCalls;
import io.jenkins.plugins.planetscale.client.api.WebhookCalls;
import io.jenkins.plugins.planetscale.client.error.NotFoundException;
import io.jenkins.plugins.planetscale.client.error.RefusedException;
import io.jenkins.plugins.planetscale.client.model.Branch;
import io.jenkins.plugins.planetscale.client.model.Organization;
import io.jenkins.plugins.planetscale.client.model.Page;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Tests what a service token may do, by reading only: whether it is valid, which organizations it sees, and which of
 * the accesses that the steps need are missing for a database.
 */
final class TokenProbe {
    private final FormClient client;
    private final List<FormValidation> report = new ArrayList<>();

    private TokenProbe(FormClient client) {
        this.client = client;
    }

    /**
     * Tries the token where the connection leads; its own credential does not matter. Holds the calling thread for some
     * seconds. Neither throws nor shows the token's secret.
     *
     * @param connection one whose API URL was checked
     */
    static FormValidation report(
            PlanetScaleConnection connection, ServiceToken token, String organization, String database) {
        try (FormClient client = new FormClient(connection, token)) {
            TokenProbe probe = new TokenProbe(client);
            probe.run(Util.fixEmptyAndTrim(organization), Util.fixEmptyAndTrim(database));
            return FormValidation.aggregate(probe.report);
        } catch (IOException | IllegalArgumentException e) {
            return FormValidation.error(e.getMessage());
        }
    }

    private void run(String organization, String database) throws IOException {
        List<String> visible = client.call(DatabaseCalls.organizations(1)).data().stream()
                .map(Organization::name)
                .toList();
        report.add(FormValidation.ok(Messages.TokenProbe_known(
                visible.isEmpty() ? Messages.TokenProbe_nothing() : String.join(", ", visible))));
        String name = organization == null && visible.size() == 1 ? visible.get(0) : organization;
        if (name == null) {
            report.add(FormValidation.ok(Messages.TokenProbe_nameOrganization()));
        } else if (!visible.contains(name)) {
            report.add(FormValidation.error(Messages.TokenProbe_otherOrganization(name)));
        } else if (database == null) {
            report.add(FormValidation.ok(Messages.TokenProbe_nameDatabase()));
        } else {
            database(new DatabaseRef(name, database));
        }
    }

    private void database(DatabaseRef database) throws IOException {
        List<String> missing = new ArrayList<>();
        // each by the call that asks for this access and, where there is one, for no other: the database itself, for
        // one, can be read with any access
        boolean webhooks = read(WebhookCalls.list(database, 1), "read_database", missing) != null;
        Page<Branch> branches = read(BranchCalls.list(database, 1), "read_branch", missing);
        boolean requests =
                read(DeployRequestCalls.list(database, "open", null, null, 1), "read_deploy_request", missing) != null;
        if (!webhooks && branches == null && !requests) {
            report.add(FormValidation.error(Messages.TokenProbe_noDatabase(database)));
            return;
        }
        report.add(
                missing.isEmpty()
                        ? FormValidation.ok(Messages.TokenProbe_complete(database))
                        : FormValidation.error(Messages.TokenProbe_missing(database, String.join(", ", missing))));
        List<String> optional = new ArrayList<>();
        if (branches != null && !branches.data().isEmpty()) {
            read(BackupCalls.list(database, branches.data().get(0).name(), 1), "read_backups", optional);
        }
        if (!optional.isEmpty()) {
            report.add(FormValidation.warning(Messages.TokenProbe_optional(String.join(", ", optional))));
        }
        report.add(FormValidation.ok(Messages.TokenProbe_writing()));
    }

    /** The answer, or null when the access is missing; that is noted then. */
    private <T> T read(ApiCall<T> call, String access, List<String> missing) throws IOException {
        try {
            return client.call(call);
        } catch (NotFoundException e) {
            missing.add(access);
        } catch (RefusedException e) {
            if (e.status() != 403) {
                throw e;
            }
            missing.add(access);
        }
        return null;
    }
}
