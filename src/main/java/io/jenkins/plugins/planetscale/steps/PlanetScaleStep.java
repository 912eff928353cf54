package io.jenkins.plugins.planetscale.steps;

import hudson.AbortException;
import hudson.Util;
import io.jenkins.plugins.planetscale.connection.Defaults;
import io.jenkins.plugins.planetscale.service.PlanetScaleService;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.kohsuke.stapler.DataBoundSetter;

/** What all steps have in common: where they work, how long they may take, and whether they only say what they would do. */
public abstract class PlanetScaleStep extends Step implements Serializable {
    private static final long serialVersionUID = 1L;

    private String connection;
    private String organization;
    private String database;
    private String timeout;
    private boolean dryRun;

    public String getConnection() {
        return connection;
    }

    /** The name of a connection of the global configuration; else what {@code withPlanetscale}, job or folder say. */
    @DataBoundSetter
    public void setConnection(String connection) {
        this.connection = Util.fixEmptyAndTrim(connection);
    }

    public String getOrganization() {
        return organization;
    }

    @DataBoundSetter
    public void setOrganization(String organization) {
        this.organization = Util.fixEmptyAndTrim(organization);
    }

    public String getDatabase() {
        return database;
    }

    @DataBoundSetter
    public void setDatabase(String database) {
        this.database = Util.fixEmptyAndTrim(database);
    }

    public String getTimeout() {
        return timeout;
    }

    /** How long the step may take, like {@code 2h 30m}; without it, as long as the build. */
    @DataBoundSetter
    public void setTimeout(String timeout) {
        this.timeout = timeout;
    }

    public boolean isDryRun() {
        return dryRun;
    }

    /** Only reads, says what it would do, and changes nothing. */
    @DataBoundSetter
    public void setDryRun(boolean dryRun) {
        this.dryRun = dryRun;
    }

    /** When the time of the step is over if it begins now; null for never. */
    public final Instant deadlineFromNow() throws AbortException {
        Duration allowed = DurationParser.parseGiven(timeout, "timeout");
        return allowed == null ? null : PlanetScaleService.get().now().plus(allowed);
    }

    public final Defaults given() {
        return new Defaults(connection, organization, database);
    }
}
