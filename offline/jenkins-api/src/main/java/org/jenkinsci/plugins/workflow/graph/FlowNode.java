package org.jenkinsci.plugins.workflow.graph;

import hudson.model.Actionable;
import hudson.model.Saveable;
import io.jenkins.plugins.planetscale.offline.Offline;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

@ExportedBean
public abstract class FlowNode extends Actionable implements Saveable {
    FlowNode() {}

    @Exported
    public String getId() {
        throw Offline.missing("FlowNode.getId");
    }

    @Exported
    public String getDisplayName() {
        throw Offline.missing("FlowNode.getDisplayName");
    }
}
