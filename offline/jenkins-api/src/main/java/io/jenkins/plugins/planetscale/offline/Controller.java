package io.jenkins.plugins.planetscale.offline;

import com.cloudbees.plugins.credentials.Credentials;
import hudson.model.Item;
import hudson.model.Run;
import hudson.security.ACL;
import hudson.security.Permission;
import java.io.File;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.StaplerRequest2;
import org.springframework.security.core.Authentication;

/**
 * What a Jenkins controller knows, as far as the plugin asks: whoever plays Jenkins (a test, the host) extends this and
 * installs it with {@link Offline#install}. The defaults are those of an empty Jenkins in which everybody may do
 * everything. Called on any thread.
 */
public abstract class Controller {
    private final Extensions extensions = new Extensions(Controller.class.getClassLoader());

    /** {@code JENKINS_HOME}. */
    public abstract File rootDir();

    /** Behind {@code jenkins.util.Timer}; a simulated clock may stand here. */
    public abstract ScheduledExecutorService timer();

    /** The extensions of the class path, each made when it is first asked for. */
    public final Extensions extensions() {
        return extensions;
    }

    /** Who acts on this thread. */
    public Authentication authentication() {
        return ACL.SYSTEM2;
    }

    public boolean hasPermission(Authentication who, Permission permission) {
        return true;
    }

    /** The job or folder of this full name, or {@code null}. */
    public Item item(String fullName) {
        return null;
    }

    /** The build of this {@link Run#getExternalizableId}, or {@code null}. */
    public Run<?, ?> run(String externalizableId) {
        return null;
    }

    /**
     * The credentials of a type that can be seen from a place.
     *
     * @param place a {@code Run}, an {@code Item} or an {@code ItemGroup}
     */
    public <C extends Credentials> List<C> credentials(Class<C> type, Object place) {
        return List.of();
    }

    public boolean hasPlugin(String shortName) {
        return false;
    }

    /** The web request that this thread answers, or {@code null}. */
    public StaplerRequest2 request() {
        return null;
    }

    /** Makes what Pipeline binds named arguments to, as Jenkins' {@code DescribableModel} does. */
    public Object instantiate(Class<?> type, Map<String, Object> arguments) throws Exception {
        throw Offline.missing("DescribableModel.instantiate");
    }

    /** The step executions of all running builds. */
    public Collection<StepExecution> executions() {
        throw Offline.missing("StepExecution.acceptAll");
    }

    /** Tells this Jenkins from others; the same over restarts. */
    public String instanceId() {
        return "offline";
    }
}
