package io.jenkins.plugins.planetscale.service;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.ManagementLink;
import hudson.security.Permission;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
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
 * <em>Manage Jenkins &gt; PlanetScale</em>: who waits for what, what is used of each token's budget, and what builds have
 * made that must not outlive them. Shows no secret.
 */
@Extension
@Restricted(NoExternalUse.class)
public final class StatusPage extends ManagementLink implements StaplerProxy {
    private static final Logger LOGGER = Logger.getLogger(StatusPage.class.getName());

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

    /** Takes something off the list that cannot be removed by Jenkins, or has been removed by hand. */
    @POST
    public HttpResponse doForget(@QueryParameter String key) throws IOException {
        Jenkins.get().checkPermission(Jenkins.ADMINISTER);
        for (Ephemeral entry : EphemeralRegistry.get().list()) {
            if (entry.key().equals(key)) {
                EphemeralRegistry.get().remove(entry);
                LOGGER.log(Level.INFO, "{0} forgot {1}", new Object[] {
                    Jenkins.getAuthentication2().getName(), entry
                });
            }
        }
        return HttpResponses.redirectToDot();
    }

    /** A work in words; {@code nextLook} is null while PlanetScale is being asked. */
    public record WorkRow(String owner, String connection, String status, String since, String nextLook) {
        static WorkRow of(WorkStatus work, Instant now) {
            return new WorkRow(
                    work.owner(),
                    work.connection(),
                    work.status(),
                    span(work.since(), now),
                    work.nextLook() == null ? null : span(now, work.nextLook()));
        }
    }

    /** Something that a build made, in words; {@code problem} is null when nothing went wrong. */
    public record EphemeralRow(String key, Ephemeral.Kind kind, String name, String run, String since, String problem) {
        static EphemeralRow of(Ephemeral entry, Instant now) {
            return new EphemeralRow(
                    entry.key(),
                    entry.kind(),
                    entry.database() + "/" + entry.branch(),
                    entry.run(),
                    span(entry.since(), now),
                    entry.problem());
        }
    }

    private static String span(Instant from, Instant to) {
        return Util.getTimeSpanString(Math.max(0, Duration.between(from, to).toMillis()));
    }
}
