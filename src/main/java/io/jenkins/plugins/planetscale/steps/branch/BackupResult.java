package io.jenkins.plugins.planetscale.steps.branch;

import io.jenkins.plugins.planetscale.steps.NamedResult;
import java.io.Serializable;
import org.jenkinsci.plugins.scriptsecurity.sandbox.whitelists.Whitelisted;

/** The result of {@code planetscaleBackup}. */
public final class BackupResult implements Serializable, NamedResult {
    private static final long serialVersionUID = 1L;

    private final String id;
    private final String name;
    private final String state;
    private final long size;

    BackupResult(String id, String name, String state, long size) {
        this.id = id;
        this.name = name;
        this.state = state;
        this.size = size;
    }

    /** The id of the backup. */
    @Whitelisted
    public String getId() {
        return id;
    }

    /** Its name. */
    @Whitelisted
    public String getName() {
        return name;
    }

    /** {@code success} when it was waited for. */
    @Whitelisted
    public String getState() {
        return state;
    }

    /** Bytes; 0 as long as it is not complete. */
    @Whitelisted
    public long getSize() {
        return size;
    }

    @Override
    public String asParameter(String parameter) {
        return parameter.equals("backup") ? getId() : null;
    }
}
