package hudson.model.listeners;

import hudson.ExtensionPoint;
import hudson.model.Item;

public class ItemListener implements ExtensionPoint {
    public void onLoaded() {
        // for those who override it
    }

    public void onLocationChanged(Item item, String oldFullName, String newFullName) {
        // for those who override it
    }
}
