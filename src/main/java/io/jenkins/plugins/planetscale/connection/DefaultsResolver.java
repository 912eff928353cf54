package io.jenkins.plugins.planetscale.connection;

import hudson.AbortException;
import hudson.model.Item;
import hudson.model.ItemGroup;
import hudson.model.Job;
import java.util.Objects;
import jenkins.model.Jenkins;

/**
 * Fills the gaps of a step's {@link Defaults} from the places around it: job, folders from inner to outer, connection.
 * Remembers which of them gave the organization, for messages.
 */
final class DefaultsResolver {
    private final Item item;
    private Defaults found;
    private String organizationFrom;

    private DefaultsResolver(Item item, Defaults given) {
        this.item = item;
        this.found = given == null ? Defaults.NONE : given;
        this.organizationFrom = Messages.DefaultsResolver_step();
    }

    /** What is known before the connection is asked. */
    static DefaultsResolver of(Item item, Defaults given) {
        DefaultsResolver chain = new DefaultsResolver(item, given);
        for (Object place = item; place instanceof Item here; place = here.getParent()) {
            chain.add(here);
        }
        return chain;
    }

    private void add(Item place) {
        Defaults here = null;
        if (place instanceof Job<?, ?> job) {
            PlanetScaleJobProperty property = job.getProperty(PlanetScaleJobProperty.class);
            here = property == null ? null : property.defaults();
        } else if (place instanceof ItemGroup<?> && Jenkins.get().getPlugin("cloudbees-folder") != null) {
            here = PlanetScaleFolderProperty.of(place); // the class cannot be loaded without that plugin
        }
        Defaults before = found;
        found = before.withFallback(here);
        if (!Objects.equals(before.organization(), found.organization())) {
            organizationFrom = place.getFullName();
        }
    }

    /**
     * The connection that applies.
     *
     * @throws AbortException when nobody names one and there is no default, or there is none of that name
     */
    PlanetScaleConnection connection() throws AbortException {
        PlanetScaleConfiguration configuration = PlanetScaleConfiguration.get();
        if (found.connection() == null) {
            PlanetScaleConnection connection = configuration.getDefaultConnection();
            if (connection == null) {
                throw new AbortException(
                        configuration.getConnections().isEmpty()
                                ? Messages.TargetResolver_noConnections()
                                : Messages.TargetResolver_noDefault(TargetResolver.names()));
            }
            return connection;
        }
        PlanetScaleConnection connection = configuration.connection(found.connection());
        if (connection == null) {
            throw new AbortException(TargetResolver.unknown(found.connection()));
        }
        return connection;
    }

    /**
     * All that applies, the connection's own defaults included.
     *
     * @throws AbortException as {@link #connection}, and when the connection is for another organization
     */
    Defaults complete() throws AbortException {
        PlanetScaleConnection connection = connection();
        String pinned = connection.getOrganization();
        if (pinned != null && found.organization() != null && !pinned.equals(found.organization())) {
            throw new AbortException(Messages.TargetResolver_otherOrganization(
                    connection.getName(), pinned, found.organization(), organizationFrom));
        }
        return found.withFallback(connection.defaults());
    }

    Item item() {
        return item;
    }
}
