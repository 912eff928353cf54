package io.jenkins.plugins.planetscale.service;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.ManagementLink;
import hudson.security.Permission;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import jenkins.model.Jenkins;
import org.jvnet.localizer.ResourceBundleHolder;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.StaplerProxy;

/**
 * <em>Manage Jenkins &gt; PlanetScale</em>: who waits for what, what is used of each token's budget, and what builds have
 * made that must not outlive them. Shows no secret.
 */
@Extension
@Restricted(NoExternalUse.class)
public final class StatusPage extends ManagementLink implements StaplerProxy {
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
        return ResourceBundleHolder.get(StatusPage.class).format("StatusPage.description");
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
        Instant now = Instant.now();
        return PlanetScaleService.get().works().stream()
                .map(work -> WorkRow.of(work, now))
                .toList();
    }

    public List<EphemeralRow> getEphemerals() {
        Instant now = Instant.now();
        return EphemeralRegistry.get().list().stream()
                .map(entry -> EphemeralRow.of(entry, now))
                .toList();
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
    public record EphemeralRow(Ephemeral.Kind kind, String name, String run, String since, String problem) {
        static EphemeralRow of(Ephemeral entry, Instant now) {
            return new EphemeralRow(
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
