package io.jenkins.plugins.planetscale.host;

import com.cloudbees.plugins.credentials.Credentials;
import hudson.model.Item;
import hudson.model.Run;
import hudson.security.ACL;
import io.jenkins.plugins.planetscale.host.bind.Binder;
import io.jenkins.plugins.planetscale.host.run.HostRun;
import io.jenkins.plugins.planetscale.offline.Controller;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import org.springframework.security.core.Authentication;

/** Plays Jenkins for one build: its home, its credentials, its clock. Everybody may do everything. */
final class HostController extends Controller {
    private final ThreadLocal<Authentication> who = ThreadLocal.withInitial(() -> ACL.SYSTEM2);
    private final List<Credentials> credentials = new ArrayList<>();
    private final Path home;
    private final ScheduledExecutorService timer;
    private volatile HostRun run;

    HostController(Path home, ScheduledExecutorService timer) {
        this.home = home;
        this.timer = timer;
    }

    void add(Credentials credential) {
        credentials.add(credential);
    }

    void run(HostRun build) {
        run = build;
    }

    /** Does something as a user. */
    void as(Authentication user, Runnable work) {
        who.set(user);
        try {
            work.run();
        } finally {
            who.remove();
        }
    }

    @Override
    public File rootDir() {
        return home.toFile();
    }

    @Override
    public ScheduledExecutorService timer() {
        return timer;
    }

    @Override
    public Authentication authentication() {
        return who.get();
    }

    @Override
    public Object instantiate(Class<?> type, Map<String, Object> arguments) {
        return Binder.bind(type, arguments);
    }

    @Override
    public Item item(String fullName) {
        return run != null && run.getParent().getFullName().equals(fullName) ? run.getParent() : null;
    }

    @Override
    public Run<?, ?> run(String externalizableId) {
        return run != null && run.getExternalizableId().equals(externalizableId) ? run : null;
    }

    @Override
    public <C extends Credentials> List<C> credentials(Class<C> type, Object place) {
        return credentials.stream().filter(type::isInstance).map(type::cast).toList();
    }
}
