package hudson.model.listeners;

import hudson.ExtensionPoint;
import hudson.model.Item;
import io.jenkins.plugins.planetscale.offline.Offline;

public class ItemListener implements ExtensionPoint {
    public void onLocationChanged(Item item, String oldFullName, String newFullName) {
        throw Offline.missing("ItemListener.onLocationChanged");
    }
}
