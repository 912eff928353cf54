package io.jenkins.plugins.planetscale.connection;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.Util;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import jenkins.model.GlobalConfiguration;
import net.sf.json.JSONObject;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.StaplerRequest2;

/**
 * The connections of this controller. Changing them takes Overall/Administer (the default of a global configuration)
 * and no lower permission, as they say to which host tokens are sent.
 */
@Extension
@Symbol("planetscale")
public class PlanetScaleConfiguration extends GlobalConfiguration {
    private volatile List<PlanetScaleConnection> connections = new ArrayList<>();

    public PlanetScaleConfiguration() {
        load();
    }

    @NonNull
    public static PlanetScaleConfiguration get() {
        return ExtensionList.lookupSingleton(PlanetScaleConfiguration.class);
    }

    @NonNull
    @Override
    public String getDisplayName() {
        return Messages.PlanetScaleConfiguration_displayName();
    }

    @NonNull
    public List<PlanetScaleConnection> getConnections() {
        List<PlanetScaleConnection> list = connections;
        return list == null ? List.of() : Collections.unmodifiableList(list);
    }

    /**
     * Replaces all connections and saves.
     *
     * @throws IllegalArgumentException when they are not valid; the message says what to mend, nothing is changed
     */
    @DataBoundSetter
    public void setConnections(List<PlanetScaleConnection> connections) {
        List<PlanetScaleConnection> list = new ArrayList<>(Util.fixNull(connections));
        String problem = ConnectionValidator.all(list);
        if (problem != null) {
            throw new IllegalArgumentException(problem);
        }
        this.connections = list;
        save();
    }

    /** The connection of that name, or null. */
    @CheckForNull
    public PlanetScaleConnection connection(@CheckForNull String name) {
        return getConnections().stream()
                .filter(connection -> connection.getName().equals(name))
                .findFirst()
                .orElse(null);
    }

    /** What is taken when nobody names a connection: the one marked as default, or the only one; else null. */
    @CheckForNull
    public PlanetScaleConnection getDefaultConnection() {
        List<PlanetScaleConnection> all = getConnections();
        return all.size() == 1
                ? all.get(0)
                : all.stream()
                        .filter(PlanetScaleConnection::isDefault)
                        .findFirst()
                        .orElse(null);
    }

    @Override
    public boolean configure(StaplerRequest2 req, JSONObject json) throws FormException {
        try {
            // an emptied list does not come with the form at all
            setConnections(req.bindJSONToList(PlanetScaleConnection.class, json.get("connections")));
        } catch (IllegalArgumentException e) {
            throw new FormException(e.getMessage(), "connections");
        }
        return true;
    }
}
