package io.jenkins.plugins.planetscale.host.run;

import io.jenkins.plugins.planetscale.client.budget.TimeSource;
import io.jenkins.plugins.planetscale.host.time.Activity;
import java.nio.file.Path;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import jenkins.model.CauseOfInterruption;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;

/** What one run of a Jenkinsfile lives in. */
public final class Host {
    private final Map<Throwable, Integer> lines = new IdentityHashMap<>();
    private final Set<CauseOfInterruption> causesTold = ConcurrentHashMap.newKeySet();
    private final AtomicInteger nodes = new AtomicInteger(2);
    private final Console console;
    private final HostRun run;
    private final Registry registry;
    private final Activity activity;
    private final TimeSource time;
    private final ScheduledExecutorService timer;
    private final Path home;
    private final boolean strict;
    private final ScriptLock turn;
    private final Environment environment;
    private final Parameters parameters = new Parameters();
    private final Dsl dsl;
    private final Answers answers;

    /**
     * @param home where workspaces are made
     * @param strict whether unknown parameters are refused, not only warned of
     */
    public Host(
            Console console,
            HostRun run,
            Registry registry,
            Activity activity,
            TimeSource time,
            ScheduledExecutorService timer,
            Path home,
            boolean strict,
            Answers answers) {
        this.console = console;
        this.run = run;
        this.registry = registry;
        this.activity = activity;
        this.time = time;
        this.timer = timer;
        this.home = home;
        this.strict = strict;
        this.answers = answers;
        this.turn = new ScriptLock(activity);
        this.environment = new Environment(jenkinsVariables());
        this.dsl = new Dsl(this, registry);
    }

    private Map<String, String> jenkinsVariables() {
        Map<String, String> all = new TreeMap<>();
        String job = run.getParent().getFullName();
        all.put("BUILD_NUMBER", String.valueOf(run.getNumber()));
        all.put("BUILD_ID", String.valueOf(run.getNumber()));
        all.put("BUILD_DISPLAY_NAME", "#" + run.getNumber());
        all.put("BUILD_TAG", "jenkins-" + job.replace('/', '-') + "-" + run.getNumber());
        all.put("JOB_NAME", job);
        all.put("JOB_BASE_NAME", job.substring(job.lastIndexOf('/') + 1));
        all.put("CI", "true");
        return all;
    }

    public Console console() {
        return console;
    }

    public HostRun run() {
        return run;
    }

    public Registry registry() {
        return registry;
    }

    public Environment environment() {
        return environment;
    }

    public Parameters parameters() {
        return parameters;
    }

    public Activity activity() {
        return activity;
    }

    /** The clock of the build. */
    public TimeSource time() {
        return time;
    }

    public ScheduledExecutorService timer() {
        return timer;
    }

    public Answers answers() {
        return answers;
    }

    /** Where the workspace of the job is. */
    public Workspace workspace() {
        return new Workspace(home.resolve("workspace").resolve(run.getParent().getFullName()));
    }

    public boolean strict() {
        return strict;
    }

    Dsl dsl() {
        return dsl;
    }

    ScriptLock scriptLock() {
        return turn;
    }

    /** Follows a process on a thread of its own. */
    public void process(String name, Runnable task) {
        activity.beginProcess();
        ScriptLock.daemon(
                        () -> {
                            try {
                                task.run();
                            } finally {
                                activity.endProcess();
                            }
                        },
                        name)
                .start();
    }

    /** Why something was interrupted, as far as the log does not say it already. */
    public List<String> causes(FlowInterruptedException interruption) {
        return interruption.getCauses().stream()
                .filter(causesTold::add)
                .map(CauseOfInterruption::getShortDescription)
                .toList();
    }

    HostNode newNode() {
        return new HostNode(String.valueOf(nodes.incrementAndGet()));
    }

    /** Notes at which line of the Jenkinsfile something failed, the innermost first. */
    void failed(Throwable failure) {
        for (StackTraceElement frame : new Throwable().getStackTrace()) {
            if (Jenkinsfile.NAME.equals(frame.getFileName()) && frame.getLineNumber() > 0) {
                synchronized (lines) {
                    lines.putIfAbsent(failure, frame.getLineNumber());
                }
                return;
            }
        }
    }

    /** The line at which something failed; 0 where it is not known. */
    public int line(Throwable failure) {
        synchronized (lines) {
            Integer known = lines.get(failure);
            if (known != null) {
                return known;
            }
        }
        for (StackTraceElement frame : failure.getStackTrace()) {
            if (Jenkinsfile.NAME.equals(frame.getFileName()) && frame.getLineNumber() > 0) {
                return frame.getLineNumber();
            }
        }
        return 0;
    }
}
