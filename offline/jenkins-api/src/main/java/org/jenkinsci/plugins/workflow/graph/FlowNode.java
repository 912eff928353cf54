package org.jenkinsci.plugins.workflow.graph;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.Actionable;
import hudson.model.Saveable;
import java.io.IOException;
import org.jenkinsci.plugins.workflow.flow.FlowExecution;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** An id and its actions; offline there is no graph. */
@ExportedBean
public abstract class FlowNode extends Actionable implements Saveable {
    private final String id;

    protected FlowNode(FlowExecution exec, String id, FlowNode... parents) {
        this.id = id;
    }

    @Exported
    public String getId() {
        return id;
    }

    @Override
    @Exported
    public String getDisplayName() {
        return getTypeDisplayName();
    }

    @NonNull
    protected abstract String getTypeDisplayName();

    /** Nothing is kept on disk offline. */
    @Override
    public void save() throws IOException {}
}
