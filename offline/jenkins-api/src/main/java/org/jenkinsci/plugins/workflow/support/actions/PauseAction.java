package org.jenkinsci.plugins.workflow.support.actions;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.InvisibleAction;
import java.io.IOException;
import org.jenkinsci.plugins.workflow.graph.FlowNode;

public class PauseAction extends InvisibleAction {
    private final String cause;
    private boolean ended;

    public PauseAction(String cause) {
        this.cause = cause;
    }

    public String getCause() {
        return cause;
    }

    public boolean isPaused() {
        return !ended;
    }

    public static void endCurrentPause(@NonNull FlowNode node) throws IOException {
        for (PauseAction pause : node.getActions(PauseAction.class)) {
            pause.ended = true;
        }
    }

    public static boolean isPaused(@NonNull FlowNode node) {
        return node.getActions(PauseAction.class).stream().anyMatch(PauseAction::isPaused);
    }
}
