package io.jenkins.plugins.planetscale.simulation;

import java.io.Serializable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.TreeMap;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

/** Where a build is: what Pipeline writes into {@code program.dat}, as one graph. */
final class Program implements Serializable {
    private static final long serialVersionUID = 1L;

    final ArrayList<Level> levels = new ArrayList<>();
    final TreeMap<String, Serializable> values = new TreeMap<>();
    int nodes = 2;

    /** One block that runs, the script itself the outermost. */
    static final class Level implements Serializable {
        private static final long serialVersionUID = 1L;

        /** Null for the script itself. */
        final Body body;

        int index;
        StepExecution execution;
        String node;
        Instant workUntil;
        /** A stop that came when there was nothing to stop. */
        Throwable interrupted;

        Level(Body body) {
            this.body = body;
        }

        void stepOver() {
            execution = null;
            node = null;
            workUntil = null;
        }
    }

    Level innermost() {
        return levels.get(levels.size() - 1);
    }

    int number(String name) {
        Serializable value = values.get(name);
        return value == null ? 0 : (Integer) value;
    }
}
