package io.jenkins.plugins.planetscale.connection;

import com.cloudbees.plugins.credentials.CredentialsProvider;
import hudson.Util;
import hudson.model.Item;
import hudson.util.FormValidation;
import jenkins.model.Jenkins;

/** The permission checks of the forms in this package. */
final class FormPermissions {
    private FormPermissions() {}

    /**
     * Whether the user may see what there is to choose from: Overall/Administer outside of an item; in an item
     * Item/ExtendedRead or Credentials/UseItem.
     */
    static boolean mayChoose(Item item) {
        if (item == null) {
            return Jenkins.get().hasPermission(Jenkins.ADMINISTER);
        }
        return item.hasPermission(Item.EXTENDED_READ) || item.hasPermission(CredentialsProvider.USE_ITEM);
    }

    /** Whether the user may have a token asked: Overall/Administer outside of an item, in an item Credentials/UseItem. */
    static boolean mayAsk(Item item) {
        return item == null
                ? Jenkins.get().hasPermission(Jenkins.ADMINISTER)
                : item.hasPermission(CredentialsProvider.USE_ITEM);
    }

    static FormValidation required(String value, String message) {
        return Util.fixEmptyAndTrim(value) == null ? FormValidation.error(message) : FormValidation.ok();
    }
}
