package io.jenkins.plugins.planetscale.scenario.shared;

import groovy.lang.Binding;
import groovy.lang.Closure;
import groovy.lang.GroovyShell;
import io.jenkins.plugins.planetscale.local.Database;
import io.jenkins.plugins.planetscale.local.LocalPlanetScale;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ScheduledExecutorService;

/**
 * {@code world.groovy} of a scenario: how PlanetScale is before the first build, and what happens there meanwhile. It
 * knows {@code p} (the server), {@code world}, {@code db} (mechanica/logistics), {@code clock}, {@code setup.approver},
 * {@code me.at('words in the log') { … }}, and {@code session[0].controller().timer()} for what happens later. Not
 * thread-safe.
 */
public final class WorldScript {
    private static final String IMPORTS =
            "import io.jenkins.plugins.planetscale.local.*; import java.time.Duration;\n";

    /** What the script says of the people. */
    public static final class Setup {
        /** Who approves whatever is asked; null for nobody. */
        public String approver;
    }

    /** A timer by the clock that the build lives by, under the names that the script calls it. */
    public record Controller(ScheduledExecutorService timer) {
        public Controller controller() {
            return this;
        }
    }

    private record Event(String when, Closure<?> what) {}

    private final Setup setup = new Setup();
    private final Object[] session = new Object[1];
    private final List<Event> left = new ArrayList<>();
    private int read;

    WorldScript(String text, LocalPlanetScale planetscale, Database database) {
        Binding names = new Binding();
        names.setVariable("p", planetscale);
        names.setVariable("world", planetscale.world());
        names.setVariable("db", database);
        names.setVariable("clock", planetscale.clock());
        names.setVariable("setup", setup);
        names.setVariable("me", this);
        names.setVariable("session", session);
        new GroovyShell(WorldScript.class.getClassLoader(), names).evaluate(IMPORTS + text);
    }

    /** Called by the script: does something when a whole line of the log has the text, after what was noted before. */
    public void at(String text, Closure<?> what) {
        left.add(new Event(text, what));
    }

    /** A new build: its log is read from the beginning. */
    void begin(ScheduledExecutorService timer) {
        session[0] = new Controller(timer);
        read = 0;
    }

    void look(String log) {
        while (!left.isEmpty()) {
            Event next = left.get(0);
            int found = log.indexOf(next.when(), read);
            int end = found < 0 ? -1 : log.indexOf('\n', found);
            if (end < 0) {
                return;
            }
            read = end;
            left.remove(0);
            next.what().call();
        }
    }

    String approver() {
        return setup.approver;
    }

    List<String> notDone() {
        return left.stream().map(Event::when).map(Objects::toString).toList();
    }
}
