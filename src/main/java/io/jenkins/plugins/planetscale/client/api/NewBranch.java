package io.jenkins.plugins.planetscale.client.api;

import java.io.Serializable;

/** A branch to be created. Only the name must be given; what is null is left to PlanetScale. */
public final class NewBranch implements Serializable {
    private static final long serialVersionUID = 1L;

    private final String name;
    private final String parent;
    private final boolean seedData;
    private final String backupId;
    private final String region;
    private final String clusterSize;

    public NewBranch(String name, String parent, boolean seedData, String backupId, String region, String clusterSize) {
        this.name = name;
        this.parent = parent;
        this.seedData = seedData;
        this.backupId = backupId;
        this.region = region;
        this.clusterSize = clusterSize;
    }

    public String name() {
        return name;
    }

    /** The parent branch, or null for the database's default branch. */
    public String parent() {
        return parent;
    }

    /** Whether the data of the last successful backup are restored into the branch (Data Branching). */
    public boolean seedData() {
        return seedData;
    }

    /** The backup to restore, or null; needs a cluster size [S backup-needs-size]. */
    public String backupId() {
        return backupId;
    }

    public String region() {
        return region;
    }

    public String clusterSize() {
        return clusterSize;
    }

    /** Whether data are restored, which needs an access of its own. */
    public boolean restores() {
        return seedData || backupId != null;
    }
}
