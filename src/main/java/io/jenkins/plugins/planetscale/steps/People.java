package io.jenkins.plugins.planetscale.steps;

import hudson.model.User;

/** Users in words. */
final class People {
    private People() {}

    /** {@code Ainsley Smith (ainsley)}; the id alone where there is nothing else. */
    static String name(String id) {
        User user = User.getById(id, false);
        String name = user == null ? id : user.getDisplayName();
        return name.equals(id) ? id : name + " (" + id + ")";
    }
}
