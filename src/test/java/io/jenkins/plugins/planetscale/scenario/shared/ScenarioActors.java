package io.jenkins.plugins.planetscale.scenario.shared;

import java.util.ArrayList;
import java.util.List;

/** Does what a scenario's people do, when the log says that it is time. One thread at a time looks. */
public final class ScenarioActors {
    /** What people can do with a build, wherever it runs. */
    public interface People {
        /** Answers the approval that is open now. */
        void answer(String user, boolean approve) throws Exception;

        void abort(String user) throws Exception;

        /** Answers the input that is open now. */
        void proceed(String user) throws Exception;
    }

    private final List<Scenario.Meanwhile> left;
    private final ScenarioServer stage;
    private final People people;
    private int read;

    public ScenarioActors(Scenario.Build build, ScenarioServer stage, People people) {
        this.left = new ArrayList<>(build.expected().meanwhile());
        this.stage = stage;
        this.people = people;
    }

    /** @param log all that was said so far; what comes after the last thing done counts */
    public synchronized void look(String log) throws Exception {
        stage.look(log);
        while (!left.isEmpty()) {
            Scenario.Meanwhile next = left.get(0);
            if (next.when() != null) {
                int found = log.indexOf(next.when(), read);
                if (found < 0 || log.indexOf('\n', found) < 0) {
                    return;
                }
                read = log.indexOf('\n', found);
            }
            left.remove(0);
            act(next);
        }
    }

    private void act(Scenario.Meanwhile what) throws Exception {
        if (what.ddl() != null) {
            stage.ddl(what.ddl());
        } else if (what.approve() != null) {
            people.answer(what.approve(), true);
        } else if (what.refuse() != null) {
            people.answer(what.refuse(), false);
        } else if (what.proceed() != null) {
            people.proceed(what.proceed());
        } else {
            people.abort(what.abort());
        }
    }

    /** What was never done, as the log never said that it was time. */
    public synchronized List<Scenario.Meanwhile> notDone() {
        return List.copyOf(left);
    }
}
