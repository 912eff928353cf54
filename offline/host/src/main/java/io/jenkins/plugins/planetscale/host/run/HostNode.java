package io.jenkins.plugins.planetscale.host.run;

import hudson.model.Action;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jenkinsci.plugins.workflow.graph.FlowNode;

/** A step of the build, as far as steps ask: its id, and what is noted with it. */
final class HostNode extends FlowNode {
    private final List<Action> actions = new CopyOnWriteArrayList<>();

    HostNode(String id) {
        super(null, id);
    }

    @Override
    public List<Action> getActions() {
        return actions;
    }

    @Override
    public void save() {}

    @Override
    protected String getTypeDisplayName() {
        return getId();
    }
}
