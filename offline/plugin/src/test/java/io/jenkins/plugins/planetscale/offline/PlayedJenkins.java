package io.jenkins.plugins.planetscale.offline;

import com.cloudbees.hudson.plugins.folder.AbstractFolder;
import com.cloudbees.plugins.credentials.Credentials;
import hudson.model.ItemGroup;
import hudson.model.Job;
import hudson.model.Run;
import hudson.model.TopLevelItem;
import hudson.security.Permission;
import java.io.File;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.core.Authentication;

/** An empty Jenkins for each test, played by the declarations; everybody may do what is not {@link #denied}. */
public final class PlayedJenkins extends Controller implements AutoCloseable {
    public final List<Credentials> credentials = new ArrayList<>();
    public final Set<Permission> denied = new HashSet<>();

    private final File home;
    private final ScheduledExecutorService timer;
    private final Authentication user = new TestingAuthenticationToken("somebody", null);

    /** Begins at once, instead of any other. */
    public PlayedJenkins(File home) {
        this(home, new ScheduledThreadPoolExecutor(1));
    }

    /** As {@link #PlayedJenkins(File)}, with a clock of its own. */
    public PlayedJenkins(File home, ScheduledExecutorService timer) {
        this.home = home;
        this.timer = timer;
        Offline.install(this);
    }

    /** As somebody who has logged in. */
    public PlayedJenkins loggedIn() {
        user.setAuthenticated(true);
        return this;
    }

    @Override
    public void close() {
        Offline.install(null);
        timer.shutdownNow();
    }

    @Override
    public File rootDir() {
        return home;
    }

    @Override
    public ScheduledExecutorService timer() {
        return timer;
    }

    @Override
    public boolean hasPlugin(String shortName) {
        return true;
    }

    @Override
    public Authentication authentication() {
        return user;
    }

    @Override
    public boolean hasPermission(Authentication who, Permission permission) {
        return !denied.contains(permission);
    }

    @Override
    public <C extends Credentials> List<C> credentials(Class<C> type, Object place) {
        return credentials.stream().filter(type::isInstance).map(type::cast).toList();
    }

    public static final class Folder extends AbstractFolder<TopLevelItem> {
        public Folder(ItemGroup<?> parent, String name) {
            super(parent, name);
        }
    }

    public static final class Project extends Job<Project, Build> {
        public Project(ItemGroup<?> parent, String name) {
            super(parent, name);
        }
    }

    public static final class Build extends Run<Project, Build> {
        private final int number;

        public Build(Project project, int number) {
            super(project, 0);
            this.number = number;
        }

        @Override
        public int getNumber() {
            return number;
        }

        @Override
        public boolean isBuilding() {
            return true;
        }
    }
}
