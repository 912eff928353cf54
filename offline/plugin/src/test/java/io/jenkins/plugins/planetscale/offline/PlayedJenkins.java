package io.jenkins.plugins.planetscale.offline;

import com.cloudbees.hudson.plugins.folder.AbstractFolder;
import hudson.model.ItemGroup;
import hudson.model.Job;
import hudson.model.Run;
import hudson.model.TopLevelItem;
import hudson.security.Permission;
import java.io.File;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.core.Authentication;

/** An empty Jenkins for each test, played by the declarations; everybody may do what is not {@link #denied}. */
public final class PlayedJenkins extends SimpleController implements AutoCloseable {
    public final Set<Permission> denied = new HashSet<>();

    /** Begins at once, instead of any other. */
    public PlayedJenkins(File home) {
        this(home, new ScheduledThreadPoolExecutor(1));
    }

    /** As {@link #PlayedJenkins(File)}, with a clock of its own. */
    public PlayedJenkins(File home, ScheduledExecutorService timer) {
        super(home, timer, new TestingAuthenticationToken("somebody", null));
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
        timer().shutdownNow();
    }

    @Override
    public boolean hasPlugin(String shortName) {
        return true;
    }

    @Override
    public boolean hasPermission(Authentication who, Permission permission) {
        return !denied.contains(permission);
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
