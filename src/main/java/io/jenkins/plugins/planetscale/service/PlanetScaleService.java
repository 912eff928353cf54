package io.jenkins.plugins.planetscale.service;

import hudson.Extension;
import hudson.ExtensionList;
import hudson.init.Terminator;
import hudson.security.ACL;
import hudson.util.ClassLoaderSanityThreadFactory;
import hudson.util.DaemonThreadFactory;
import hudson.util.NamingThreadFactory;
import io.jenkins.plugins.okhttp.api.JenkinsOkHttpClient;
import io.jenkins.plugins.planetscale.client.OkHttpTransport;
import io.jenkins.plugins.planetscale.client.PlanetScaleClient;
import io.jenkins.plugins.planetscale.client.TokenFingerprint;
import io.jenkins.plugins.planetscale.client.Transport;
import io.jenkins.plugins.planetscale.client.budget.RateBudget;
import io.jenkins.plugins.planetscale.client.budget.TimeSource;
import io.jenkins.plugins.planetscale.service.pace.LookScheduler;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;
import jenkins.security.ImpersonatingExecutorService;
import jenkins.util.Timer;
import okhttp3.OkHttpClient;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * The service of this controller that drives all operations: two small thread pools, one HTTP client with Jenkins'
 * proxy, and one budget for each token. Ends with Jenkins. Thread-safe.
 */
@Extension
@Restricted(NoExternalUse.class)
public final class PlanetScaleService {
    private static final Logger LOGGER = Logger.getLogger(PlanetScaleService.class.getName());
    private static final int DRIVING = 1;
    private static final int WORKING = 3;
    private static final long IDLE_SECONDS = 5;
    private static final long FAREWELL_SECONDS = 5;

    private final ExecutorService working;
    private final TimeSource time;
    private final OperationEngine engine;

    public PlanetScaleService() {
        this(
                new ImpersonatingExecutorService(threads(DRIVING, "PlanetScale waits"), ACL.SYSTEM2),
                new ImpersonatingExecutorService(threads(WORKING, "PlanetScale service"), ACL.SYSTEM2),
                new ProxyAwareTransport(PlanetScaleService::proxy, PlanetScaleService::transport),
                TimeSource.SYSTEM,
                PlanetScaleService::random);
    }

    /**
     * For whoever plays Jenkins with a clock of its own.
     *
     * @param background acts as {@code SYSTEM}; shut down with the service
     * @param transport closed with the service
     */
    public PlanetScaleService(ExecutorService background, Transport transport, TimeSource time) {
        this(background, background, transport, time, PlanetScaleService::random);
    }

    /**
     * As above, for whoever decides in which order things happen as well.
     *
     * @param driving of one thread, or what plays one; acts as {@code SYSTEM}; shut down with the service
     * @param working of several threads; acts as {@code SYSTEM}; shut down with the service
     * @param random numbers in [0, 1) for the jitter
     */
    public PlanetScaleService(
            ExecutorService driving,
            ExecutorService working,
            Transport transport,
            TimeSource time,
            DoubleSupplier random) {
        this.working = working;
        this.time = time;
        this.engine = new OperationEngine(driving, working, Timer.get(), transport, time, random);
    }

    private static double random() {
        return ThreadLocalRandom.current().nextDouble();
    }

    public static PlanetScaleService get() {
        return ExtensionList.lookupSingleton(PlanetScaleService.class);
    }

    /** Starts, or resumes, driving an operation; returns at once and does no I/O on the caller's thread. */
    public DriveHandle start(DrivenOperation work) {
        return engine.start(work);
    }

    /**
     * The threads for what may block for a short time, acting as {@code SYSTEM}: look-ups by which a step begins or ends,
     * writing builds; never for waiting. There are few of them, and they are not those that drive the waits.
     */
    public Executor background() {
        return engine.builds();
    }

    /** The time by the clock that all waits are measured with. */
    public Instant now() {
        return time.instant();
    }

    /**
     * A client for calls that somebody waits for, such as <em>Test connection</em>. It shares HTTP client and budget
     * with everything else. Asks for the token, so it may block; not for CPS or {@code Timer} threads.
     *
     * @throws IOException when there is no token
     */
    public PlanetScaleClient client(ApiAccess access) throws IOException {
        return engine.client(access);
    }

    /**
     * The budget that all requests of a token share; of several connections that use it, the lowest rate holds.
     *
     * @param connection the connection's name, or the empty string while a token is tried that none uses yet
     */
    public RateBudget budget(String baseUrl, TokenFingerprint token, String connection, int requestsPerMinute) {
        return engine.budget(baseUrl, token, connection, requestsPerMinute);
    }

    /**
     * Takes a hint that something may have changed: operations that wait for it poll now instead of at the planned time.
     * However often it is called, it costs at most one poll a second for each database. Returns at once.
     */
    public void changed(String baseUrl, ChangeHint hint) {
        engine.changed(baseUrl, hint);
    }

    /** The scheduler of a token's polls; null before the token was used. */
    LookScheduler looks(String baseUrl, TokenFingerprint token) {
        return engine.looks(baseUrl, token);
    }

    /** The operations that are driven, oldest first. */
    public List<OperationStatus> works() {
        return engine.works();
    }

    /** The use of each token's budget. */
    public List<TokenStatus> tokens() {
        return engine.tokens();
    }

    @Terminator
    public static void terminate() throws InterruptedException {
        Jenkins jenkins = Jenkins.getInstanceOrNull();
        PlanetScaleService service = jenkins == null
                ? null
                : jenkins.getExtensionList(PlanetScaleService.class).get(PlanetScaleService.class);
        if (service != null) {
            service.close();
        }
    }

    private void close() throws InterruptedException {
        engine.close();
        // what is being written down should be written before Jenkins goes on to shut down
        if (!working.awaitTermination(FAREWELL_SECONDS, TimeUnit.SECONDS)) {
            LOGGER.log(Level.WARNING, "PlanetScale: some work did not come to rest in {0} s", FAREWELL_SECONDS);
        }
    }

    private static ExecutorService threads(int most, String name) {
        ThreadPoolExecutor threads = new ThreadPoolExecutor(
                most,
                most,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                new NamingThreadFactory(new ClassLoaderSanityThreadFactory(new DaemonThreadFactory()), name));
        threads.allowCoreThreadTimeOut(true);
        return threads;
    }

    private static Object proxy() {
        return Jenkins.get().getProxy();
    }

    private static Transport transport() {
        return new OkHttpTransport(JenkinsOkHttpClient.newClientBuilder(new OkHttpClient()));
    }
}
