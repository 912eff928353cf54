package io.jenkins.plugins.planetscale.view.admin;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.ManagementLink;
import hudson.security.ACL;
import hudson.security.ACLContext;
import hudson.security.Permission;
import hudson.util.FormValidation;
import io.jenkins.plugins.planetscale.cleanup.EphemeralRegistry;
import io.jenkins.plugins.planetscale.cleanup.EphemeralResource;
import io.jenkins.plugins.planetscale.cleanup.OrphanSweeper;
import io.jenkins.plugins.planetscale.connection.ConnectionDirectory;
import io.jenkins.plugins.planetscale.service.Messages;
import io.jenkins.plugins.planetscale.service.OperationStatus;
import io.jenkins.plugins.planetscale.service.PlanetScaleService;
import io.jenkins.plugins.planetscale.service.TokenStatus;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.HttpResponses;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.StaplerProxy;
import org.kohsuke.stapler.verb.POST;

/**
 * <em>Manage Jenkins &gt; PlanetScale</em>: the connections, the operations that wait, the use of each token's budget,
 * and the resources that builds created and have to remove. Shows no secret. Changes need Overall/Administer.
 */
@Extension
@Restricted(NoExternalUse.class)
public final class StatusPage extends ManagementLink implements StaplerProxy {
    private static final Logger LOGGER = Logger.getLogger(StatusPage.class.getName());
    private static final long PATIENCE_SECONDS = 5;

    @Override
    public Object getTarget() {
        Jenkins.get().checkAnyPermission(Jenkins.MANAGE, Jenkins.SYSTEM_READ);
        return this;
    }

    @Override
    public String getIconFileName() {
        return "symbol-cloud";
    }

    @Override
    public String getDisplayName() {
        return "PlanetScale";
    }

    @Override
    public String getDescription() {
        return Messages.StatusPage_description();
    }

    @Override
    public String getUrlName() {
        return "planetscale";
    }

    /** Whoever sees the menu has one of the permissions that the page asks for. */
    @NonNull
    @Override
    public Permission getRequiredPermission() {
        return Jenkins.READ;
    }

    @NonNull
    @Override
    public Category getCategory() {
        return Category.STATUS;
    }

    public List<TokenStatus> getTokens() {
        return PlanetScaleService.get().tokens();
    }

    public List<WorkRow> getWorks() {
        Instant now = PlanetScaleService.get().now();
        return PlanetScaleService.get().works().stream()
                .map(work -> WorkRow.of(work, now))
                .toList();
    }

    public List<EphemeralRow> getEphemerals() {
        Instant now = PlanetScaleService.get().now();
        return EphemeralRegistry.get().list().stream()
                .map(entry -> EphemeralRow.of(entry, now))
                .toList();
    }

    public List<ConnectionDirectory.Info> getConnections() {
        return ConnectionDirectory.list();
    }

    /** The ids of credentials are configuration, and Overall/Manage alone does not read it. */
    public boolean areCredentialsShown() {
        return Jenkins.get().hasPermission(Jenkins.SYSTEM_READ);
    }

    /**
     * Tries a connection: {@code POST …/test?connection=…}. Holds the request for some seconds.
     *
     * @param inPlace whether the answer is to be the report alone, for a page that shows it where it was asked for
     */
    @POST
    public HttpResponse doTest(@QueryParameter String connection, @QueryParameter boolean inPlace) {
        Jenkins.get().checkPermission(Jenkins.ADMINISTER);
        FormValidation report = ConnectionDirectory.test(connection);
        if (report == null) { // so there is no row to show it in
            String gone = Messages.StatusPage_noConnection(connection);
            return inPlace ? FormValidation.error(gone) : respond(gone);
        }
        return inPlace
                ? report
                : HttpResponses.forwardToView(this, "index")
                        .with("planetscaleTested", connection)
                        .with("planetscaleReport", report.renderHtml());
    }

    /**
     * Removes what a build left behind, by the rules of the {@link OrphanSweeper}: {@code POST …/remove?key=…}. Waits
     * some seconds for the end of it.
     */
    @POST
    public HttpResponse doRemove(@QueryParameter String key) throws InterruptedException {
        Jenkins.get().checkPermission(Jenkins.ADMINISTER);
        EphemeralResource entry = find(key);
        if (entry == null) {
            return respond(Messages.StatusPage_notThere());
        }
        if (!EphemeralRow.isOver(entry)) {
            return respond(Messages.StatusPage_buildRuns(entry, entry.run()));
        }
        LOGGER.log(Level.INFO, "{0} has {1} removed", new Object[] {
            Jenkins.getAuthentication2().getName(), entry
        });
        try {
            CompletableFuture.supplyAsync(
                            () -> OrphanSweeper.get().remove(entry),
                            PlanetScaleService.get().background())
                    .thenCompose(removal -> removal)
                    .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            return respond(Messages.StatusPage_removing(entry));
        } catch (ExecutionException e) {
            LOGGER.log(Level.WARNING, e, () -> "Cannot remove " + entry);
        }
        EphemeralResource left = find(key);
        return respond(
                left == null
                        ? Messages.StatusPage_removed(entry)
                        : Messages.StatusPage_notRemoved(entry, Util.fixNull(left.problem())));
    }

    /** Takes something off the list that cannot be removed by Jenkins, or has been removed by hand. */
    @POST
    public HttpResponse doForget(@QueryParameter String key) throws IOException {
        Jenkins.get().checkPermission(Jenkins.ADMINISTER);
        EphemeralResource entry = find(key);
        if (entry == null) {
            return respond(Messages.StatusPage_notThere());
        }
        EphemeralRegistry.get().remove(entry);
        LOGGER.log(Level.INFO, "{0} forgot {1}", new Object[] {
            Jenkins.getAuthentication2().getName(), entry
        });
        return respond(Messages.StatusPage_forgotten(entry));
    }

    private HttpResponse respond(String message) {
        return HttpResponses.forwardToView(this, "index").with("planetscaleSaid", message);
    }

    private static EphemeralResource find(String key) {
        return EphemeralRegistry.get().list().stream()
                .filter(entry -> entry.key().equals(key))
                .findFirst()
                .orElse(null);
    }

    /** A driven operation; {@code nextLook} is null while PlanetScale is being asked. */
    public record WorkRow(String owner, String connection, String status, String since, String nextLook) {
        static WorkRow of(OperationStatus work, Instant now) {
            BuildName build = BuildName.of(work.run(), work.owner());
            return new WorkRow(
                    build.name(),
                    work.connection(),
                    build.isHidden() ? Messages.BuildName_hiddenStatus() : work.status(),
                    span(work.since(), now),
                    work.nextLook() == null ? null : span(now, work.nextLook()));
        }
    }

    /**
     * A resource that a build created.
     *
     * @param build what made it
     * @param isOver whether its build is over, so that it is left behind
     * @param problem why it is still there; null when nothing went wrong
     */
    public record EphemeralRow(
            String key,
            EphemeralResource.Kind kind,
            String name,
            BuildName build,
            String since,
            boolean isOver,
            boolean isRemoving,
            String problem) {
        static EphemeralRow of(EphemeralResource entry, Instant now) {
            BuildName build = BuildName.of(entry.run(), entry.run()); // after which the branch may be named
            return new EphemeralRow(
                    entry.key(),
                    entry.kind(),
                    build.isHidden() ? entry.database().toString() : entry.database() + "/" + entry.branch(),
                    build,
                    span(entry.since(), now),
                    isOver(entry),
                    OrphanSweeper.get().isRemoving(entry),
                    build.isHidden() && entry.problem() != null ? Messages.BuildName_hiddenStatus() : entry.problem());
        }

        static boolean isOver(EphemeralResource entry) {
            try (ACLContext system = ACL.as2(ACL.SYSTEM2)) { // a build that the reader may not see may run
                return OrphanSweeper.isFinished(entry);
            }
        }
    }

    private static String span(Instant from, Instant to) {
        return Util.getTimeSpanString(Math.max(0, Duration.between(from, to).toMillis()));
    }
}
