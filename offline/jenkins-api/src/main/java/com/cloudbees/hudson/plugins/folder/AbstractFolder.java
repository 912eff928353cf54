package com.cloudbees.hudson.plugins.folder;

import hudson.model.AbstractItem;
import hudson.model.ItemGroup;
import hudson.model.TopLevelItem;
import hudson.util.DescribableList;
import io.jenkins.plugins.planetscale.offline.Offline;

public abstract class AbstractFolder<I extends TopLevelItem> extends AbstractItem
        implements TopLevelItem, ItemGroup<I> {
    AbstractFolder() {
        super(null, null);
    }

    public String getIconClassName() {
        throw Offline.missing("AbstractFolder.getIconClassName");
    }

    public DescribableList<AbstractFolderProperty<?>, AbstractFolderPropertyDescriptor> getProperties() {
        throw Offline.missing("AbstractFolder.getProperties");
    }
}
