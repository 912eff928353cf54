package io.jenkins.plugins.planetscale.host;

import hudson.ExtensionList;
import hudson.model.Descriptor;
import hudson.model.Result;
import hudson.util.Secret;
import io.jenkins.plugins.planetscale.client.OkHttpTransport;
import io.jenkins.plugins.planetscale.client.budget.TimeSource;
import io.jenkins.plugins.planetscale.host.run.Answers;
import io.jenkins.plugins.planetscale.host.run.Console;
import io.jenkins.plugins.planetscale.host.run.Host;
import io.jenkins.plugins.planetscale.host.run.HostJob;
import io.jenkins.plugins.planetscale.host.run.HostRun;
import io.jenkins.plugins.planetscale.host.run.Registry;
import io.jenkins.plugins.planetscale.host.run.Runner;
import io.jenkins.plugins.planetscale.host.steps.Builtins;
import io.jenkins.plugins.planetscale.host.steps.Login;
import io.jenkins.plugins.planetscale.host.time.Activity;
import io.jenkins.plugins.planetscale.host.time.CountedExecutor;
import io.jenkins.plugins.planetscale.host.time.CountedTransport;
import io.jenkins.plugins.planetscale.host.time.HostClock;
import io.jenkins.plugins.planetscale.host.time.SimulatedTime;
import io.jenkins.plugins.planetscale.host.time.SimulatedTimer;
import io.jenkins.plugins.planetscale.offline.Offline;
import io.jenkins.plugins.planetscale.service.PlanetScaleService;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** One Jenkins, played for one build. There is one at a time in a JVM. */
final class Session implements AutoCloseable {
    private static final int THREADS = 16;

    private final Activity activity = new Activity();
    private final Path home = Files.createTempDirectory("host-");
    private final Setup setup;
    private final ScheduledExecutorService timer;
    private final TimeSource time;
    private final ExecutorService background;
    private final CountedTransport transport;
    private final HostController controller;
    private final HostRun run;
    private final Console console;
    private final Host host;
    private final Runner runner;
    private final Approver approver;

    /**
     * @param clock that of the local PlanetScale; null to live by the machine's
     * @param url of PlanetScale's API
     * @param told for what people should know and the build log does not say
     */
    Session(Setup setup, HostClock clock, PrintStream out, Consumer<String> told) throws IOException {
        this.setup = setup;
        this.timer = clock == null
                ? Executors.newScheduledThreadPool(1, Session::daemon)
                : new SimulatedTimer(clock, activity);
        this.time = clock == null ? TimeSource.SYSTEM : new SimulatedTime(clock);
        this.background = new CountedExecutor(Executors.newFixedThreadPool(THREADS, Session::daemon), activity);
        this.transport = new CountedTransport(new OkHttpTransport(), activity);
        this.controller = new HostController(home, timer);
        Offline.install(controller);
        controller.extensions().put(new PlanetScaleService(background, transport, time));
        Builtins.all().forEach(controller.extensions()::add);
        setup.credentials.forEach((id, text) -> controller.add(login(id, text)));
        this.run = new HostRun(new HostJob(setup.job), setup.number);
        controller.run(run);
        this.console = new Console(out);
        this.host = new Host(console, run, registry(), activity, time, timer, home, setup.strict, answers());
        setup.variables.forEach(host.environment()::set);
        setup.parameters.forEach(host.parameters()::give);
        this.runner = new Runner(host);
        this.approver = new Approver(controller, timer, told);
    }

    /** Answers approvals as the setup says. */
    Session answering() {
        approver.watch(run, setup);
        return this;
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "host background");
        thread.setDaemon(true);
        return thread;
    }

    private static Login login(String id, String text) {
        int colon = text.indexOf(':');
        return colon < 0
                ? new Login(id, null, Secret.fromString(text))
                : new Login(id, text.substring(0, colon), Secret.fromString(text.substring(colon + 1)));
    }

    @SuppressWarnings("rawtypes")
    private static Registry registry() {
        List<Descriptor<?>> descriptors = new ArrayList<>();
        for (Descriptor descriptor : ExtensionList.lookup(Descriptor.class)) {
            descriptors.add(descriptor);
        }
        return new Registry(descriptors);
    }

    private Answers answers() {
        return (id, message) -> setup.proceeds ? new Answers.Input(setup.answerer, setup.inputs) : null;
    }

    HostController controller() {
        return controller;
    }

    Console console() {
        return console;
    }

    Runner runner() {
        return runner;
    }

    HostRun build() {
        return run;
    }

    Approver approver() {
        return approver;
    }

    Ending run(String jenkinsfile) throws InterruptedException {
        Result result = runner.run(jenkinsfile);
        Throwable failure = runner.failure();
        return new Ending(result, failure, failure == null ? 0 : host.line(failure), console.text());
    }

    @Override
    public void close() throws IOException {
        timer.shutdownNow();
        background.shutdownNow();
        transport.close();
        Offline.install(null);
        try (Stream<Path> files = Files.walk(home)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
