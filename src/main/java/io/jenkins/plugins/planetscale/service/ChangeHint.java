package io.jenkins.plugins.planetscale.service;

import io.jenkins.plugins.planetscale.client.DatabaseRef;
import io.jenkins.plugins.planetscale.release.ResourceRef;

/**
 * A hint that something at PlanetScale may have changed, as a webhook sends it: a deploy request, a branch, or, when
 * neither is named, anything in a database.
 *
 * @param number of the deploy request; 0 for none
 * @param branch null for none
 */
public record ChangeHint(DatabaseRef database, int number, String branch) {
    /** That anything may have changed. */
    public static ChangeHint of(DatabaseRef database) {
        return new ChangeHint(database, 0, null);
    }

    boolean isAbout(ResourceRef subject) {
        if (!database.equals(subject.database())) {
            return false;
        }
        if (number == 0 && branch == null) {
            return true;
        }
        return switch (subject.kind()) {
            case DEPLOY_REQUEST -> subject.key().equals(Integer.toString(number));
            case BRANCH -> subject.key().equals(branch);
            default -> false;
        };
    }
}
