package io.jenkins.plugins.planetscale.cleanup;

import hudson.Extension;
import hudson.model.Item;
import hudson.model.listeners.ItemListener;
import java.io.IOException;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * Updates the {@link EphemeralRegistry} when a job is renamed or moved. Otherwise its running builds would look
 * deleted, and what they still use would be removed.
 */
@Extension
@Restricted(NoExternalUse.class)
public final class JobRenameListener extends ItemListener {
    private static final Logger LOGGER = Logger.getLogger(JobRenameListener.class.getName());

    @Override
    public void onLocationChanged(Item item, String oldFullName, String newFullName) {
        try {
            EphemeralRegistry.get().moved(oldFullName, newFullName);
        } catch (IOException e) {
            LOGGER.log(
                    Level.WARNING,
                    e,
                    () -> "Cannot note that " + oldFullName + " is now " + newFullName
                            + "; PlanetScale branches of its running builds may be cleaned up too early");
        }
    }
}
