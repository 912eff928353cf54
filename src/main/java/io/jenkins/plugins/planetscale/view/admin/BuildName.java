package io.jenkins.plugins.planetscale.view.admin;

import hudson.model.Run;
import io.jenkins.plugins.planetscale.service.Messages;
import jenkins.model.Jenkins;
import org.springframework.security.access.AccessDeniedException;

/**
 * A build's name as far as the current user may see it. Who sees the admin page need not see every job; the name of a
 * deleted job is for administrators only, as it is not known any more who could see it.
 *
 * @param url from the root of Jenkins; null when the build is gone or the reader may not see it
 * @param isHidden whether the reader may not know it, nor what was named after it
 */
public record BuildName(String name, String url, boolean isHidden) {
    /**
     * @param id {@link Run#getExternalizableId}
     * @param words what to call it for those who may see it
     */
    static BuildName of(String id, String words) {
        Run<?, ?> run = visible(id);
        if (run != null) {
            return new BuildName(words, run.getUrl(), false);
        }
        return Jenkins.get().hasPermission(Jenkins.ADMINISTER)
                ? new BuildName(words, null, false)
                : new BuildName(Messages.BuildName_hidden(), null, true);
    }

    private static Run<?, ?> visible(String id) {
        try {
            return id == null ? null : Run.fromExternalizableId(id);
        } catch (IllegalArgumentException | AccessDeniedException e) {
            return null;
        }
    }
}
