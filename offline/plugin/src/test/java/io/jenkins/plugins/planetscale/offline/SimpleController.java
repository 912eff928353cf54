package io.jenkins.plugins.planetscale.offline;

import com.cloudbees.plugins.credentials.Credentials;
import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import org.springframework.security.core.Authentication;

/** One life of a controller: a home, a timer, credentials that are there in every place, and who acts. */
public abstract class SimpleController extends Controller {
    public final List<Credentials> credentials = new ArrayList<>();

    protected Authentication user;
    private final File home;
    private final ScheduledExecutorService timer;

    protected SimpleController(File home, ScheduledExecutorService timer, Authentication user) {
        this.home = home;
        this.timer = timer;
        this.user = user;
    }

    @Override
    public final File rootDir() {
        return home;
    }

    @Override
    public final ScheduledExecutorService timer() {
        return timer;
    }

    @Override
    public final Authentication authentication() {
        return user;
    }

    @Override
    public final <C extends Credentials> List<C> credentials(Class<C> type, Object place) {
        return credentials.stream().filter(type::isInstance).map(type::cast).toList();
    }
}
