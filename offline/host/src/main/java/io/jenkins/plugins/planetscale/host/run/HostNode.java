package io.jenkins.plugins.planetscale.host.run;

import org.jenkinsci.plugins.workflow.graph.FlowNode;

/** A step of the build, as far as steps ask: its id, and what is noted with it. */
final class HostNode extends FlowNode {
    HostNode(String id) {
        super(null, id);
    }

    @Override
    protected String getTypeDisplayName() {
        return getId();
    }
}
