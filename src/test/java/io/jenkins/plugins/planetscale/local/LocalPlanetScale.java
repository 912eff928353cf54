package io.jenkins.plugins.planetscale.local;

import com.sun.net.httpserver.HttpServer;
import io.jenkins.plugins.planetscale.local.calls.BackupCalls;
import io.jenkins.plugins.planetscale.local.calls.BranchCalls;
import io.jenkins.plugins.planetscale.local.calls.DeployRequestCalls;
import io.jenkins.plugins.planetscale.local.calls.DeploymentCalls;
import io.jenkins.plugins.planetscale.local.calls.InsightCalls;
import io.jenkins.plugins.planetscale.local.calls.OrganizationCalls;
import io.jenkins.plugins.planetscale.local.calls.PasswordCalls;
import io.jenkins.plugins.planetscale.local.calls.SchemaCalls;
import io.jenkins.plugins.planetscale.local.calls.WebhookCalls;
import io.jenkins.plugins.planetscale.local.http.AdminCalls;
import io.jenkins.plugins.planetscale.local.http.CommandLine;
import io.jenkins.plugins.planetscale.local.http.HttpFront;
import io.jenkins.plugins.planetscale.local.http.Recorder;
import io.jenkins.plugins.planetscale.local.http.RequestHandler;
import io.jenkins.plugins.planetscale.local.http.Router;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * A PlanetScale API on 127.0.0.1, true to docs/planetscale-api.md and the OpenAPI document, with a clock that a test
 * moves and faults that it scripts. Safe to use from any thread; its own threads are daemons.
 */
public final class LocalPlanetScale implements AutoCloseable {
    static {
        // read once by the JDK's server; without it Nagle's algorithm delays each answer by up to 40 ms
        if (System.getProperty("sun.net.httpserver.nodelay") == null) {
            System.setProperty("sun.net.httpserver.nodelay", "true");
        }
    }

    /** Where a manual clock starts unless told otherwise. */
    public static final Instant START = Instant.parse("2026-11-02T08:00:00Z");

    private final LocalClock clock;
    private final WebhookSender sender;
    private final Recorder recorder = new Recorder();
    private final World world;
    private final Faults faults;
    private final RequestHandler handler;
    private final HttpServer server;
    private final ExecutorService threads;
    private final ScheduledExecutorService ticks;

    /** Without a socket: whoever uses it calls {@link #handler()}, all on one thread, which makes the same ids again. */
    private LocalPlanetScale(LocalClock clock, long seed, WebhookSender.Network webhooks) {
        Ids.seed(seed);
        this.sender = new WebhookSender(webhooks);
        this.clock = clock;
        this.world = new World(clock, sender);
        this.faults = new Faults(world);
        this.server = null;
        this.threads = null;
        this.ticks = null;
        this.handler = new RequestHandler(world, routes(), faults, recorder, origin());
    }

    private LocalPlanetScale(InetSocketAddress address, LocalClock clock) throws IOException {
        this.sender = new WebhookSender();
        this.clock = clock;
        this.world = new World(clock, sender);
        this.faults = new Faults(world);
        this.server = HttpServer.create(loopbackOnly(address), 256);
        this.threads = Executors.newCachedThreadPool(task -> daemon(task, "local-planetscale"));
        server.setExecutor(threads);
        this.handler = new RequestHandler(world, routes(), faults, recorder, origin());
        HttpFront front = new HttpFront(handler);
        AdminCalls admin = new AdminCalls(world, clock, faults);
        server.createContext("/", front::handle);
        server.createContext("/_local/", admin::handle);
        startOnDaemon();
        // on a clock that runs, webhooks must not wait for somebody to look
        this.ticks = clock.runs()
                ? Executors.newSingleThreadScheduledExecutor(task -> daemon(task, "local-planetscale-clock"))
                : null;
        if (ticks != null) {
            ticks.scheduleWithFixedDelay(world::settle, 100, 100, TimeUnit.MILLISECONDS);
        }
    }

    /** On 127.0.0.1, a free port, and a manual clock that stands at {@link #START}. */
    public static LocalPlanetScale start() {
        return start(0, LocalClock.manual(START));
    }

    /**
     * Without a socket and without threads, for one thread that calls {@link #handler()}.
     *
     * @param seed the same ids are made for the same one
     * @param webhooks takes the events of all webhooks
     */
    public static LocalPlanetScale inProcess(LocalClock clock, long seed, WebhookSender.Network webhooks) {
        return new LocalPlanetScale(clock, seed, webhooks);
    }

    /**
     * On 127.0.0.1.
     *
     * @param port 0 for any free one
     * @throws UncheckedIOException if the port cannot be had
     */
    public static LocalPlanetScale start(int port, LocalClock clock) {
        return start(new InetSocketAddress("127.0.0.1", port), clock);
    }

    static LocalPlanetScale start(InetSocketAddress address, LocalClock clock) {
        try {
            return new LocalPlanetScale(address, clock);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Its tokens are toys and its admin calls have none: it must not be reachable from elsewhere. */
    private static InetSocketAddress loopbackOnly(InetSocketAddress address) {
        InetAddress ip = address.getAddress();
        if (ip == null || !ip.isLoopbackAddress()) {
            throw new IllegalArgumentException("the local PlanetScale binds loopback addresses only, not " + address);
        }
        return address;
    }

    private static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    /** The server's dispatcher is a daemon if the thread that starts it is. */
    private void startOnDaemon() {
        Thread starter = daemon(server::start, "local-planetscale-start");
        starter.start();
        try {
            starter.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static Router routes() {
        Router router = new Router();
        OrganizationCalls.register(router);
        BranchCalls.register(router);
        SchemaCalls.register(router);
        PasswordCalls.register(router);
        BackupCalls.register(router);
        DeployRequestCalls.register(router);
        DeploymentCalls.register(router);
        InsightCalls.register(router);
        WebhookCalls.register(router);
        return router;
    }

    private String origin() {
        return "http://127.0.0.1:" + (server == null ? 1 : server.getAddress().getPort());
    }

    /** Base of the API: {@code http://127.0.0.1:PORT/v1}. */
    public String url() {
        return origin() + "/v1";
    }

    /** Answers requests without a socket, by the same rules. */
    public RequestHandler handler() {
        return handler;
    }

    public World world() {
        return world;
    }

    public LocalClock clock() {
        return clock;
    }

    public Faults faults() {
        return faults;
    }

    /** Every request answered or cut so far, in the order of arrival; {@code /_local} is left out. */
    public List<RecordedExchange> exchanges() {
        return recorder.ended();
    }

    /** Forgets the exchanges so far, while none is under way. */
    public void forgetExchanges() {
        recorder.forget();
    }

    /** From now on the bodies of answers are not recorded, as they would be too much. */
    public void forgetBodies() {
        recorder.keepBodies(false);
    }

    /** Cuts what is under way and frees the port; returns within a moment. */
    @Override
    public void close() {
        if (ticks != null) {
            ticks.shutdownNow();
        }
        if (server != null) {
            server.stop(0);
            threads.shutdownNow();
        }
        sender.close();
    }

    /** Runs until it is killed; see {@link CommandLine} for the arguments. */
    public static void main(String[] args) {
        System.exit(CommandLine.run(args, System.out, System.err));
    }
}
