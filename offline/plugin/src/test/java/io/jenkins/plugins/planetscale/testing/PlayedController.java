package io.jenkins.plugins.planetscale.testing;
import io.jenkins.plugins.planetscale.steps.approval.ApprovalAction;

import com.cloudbees.plugins.credentials.CredentialsScope;
import com.google.common.util.concurrent.Futures;
import com.google.common.util.concurrent.ListenableFuture;
import hudson.model.Cause;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.util.Secret;
import io.jenkins.plugins.planetscale.client.OkHttpTransport;
import io.jenkins.plugins.planetscale.client.Transport;
import io.jenkins.plugins.planetscale.connection.PlanetScaleConfiguration;
import io.jenkins.plugins.planetscale.connection.PlanetScaleConnection;
import io.jenkins.plugins.planetscale.connection.PlanetScaleServiceTokenImpl;
import io.jenkins.plugins.planetscale.local.Database;
import io.jenkins.plugins.planetscale.local.LocalPlanetScale;
import io.jenkins.plugins.planetscale.offline.PlayedJenkins;
import io.jenkins.plugins.planetscale.service.PlanetScaleService;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.PrintStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;
import java.util.function.Predicate;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.workflow.steps.BodyInvoker;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

/**
 * A played controller with one build, which can be killed at any instant: what was written down by {@code saveState} is
 * what the next session takes up. Everything runs on the test's thread; time passes where a test lets it.
 */
public final class PlayedController implements AutoCloseable {
    public static final String TOKEN_ID = "jenkins-release";
    public static final String TOKEN_SECRET = "pscale_tkn_s3cr3t";
    static final String SCHEMA = """
            CREATE TABLE customers (id bigint NOT NULL, name varchar(100), PRIMARY KEY (id));
            CREATE TABLE orders (id bigint NOT NULL, customer_id bigint, status varchar(20), PRIMARY KEY (id));
            """;

    /** Read by what is deserialized: one controller at a time. */
    private static PlayedController current;

    public final LocalPlanetScale server = LocalPlanetScale.start();
    public final Database database = server.world().database("mechanica", "logistics");
    final ByteArrayOutputStream log = new ByteArrayOutputStream();
    final Map<String, Context> steps = new LinkedHashMap<>();
    private final OkHttpTransport http = new OkHttpTransport();
    private final File home;
    private PlayedTime time;
    private PlayedJenkins jenkins;
    private Build run;
    private Predicate<Transport.Request> killBefore = request -> false;
    private IntConsumer onLine = line -> {};
    private int lines;

    public PlayedController(File home) {
        this.home = home;
        current = this;
        server.world().token(TOKEN_ID, TOKEN_SECRET, "mechanica");
        database.branch("main").schema(SCHEMA);
        session();
        run = new Build(new PlayedJenkins.Project(Jenkins.get(), "release"));
    }

    private void session() {
        time = new PlayedTime(server.clock());
        jenkins = new PlayedJenkins(home, time.timer()).loggedIn();
        jenkins.extensions().put(new PlanetScaleService(time.background(), new Wire(time), time));
        jenkins.credentials.add(new PlanetScaleServiceTokenImpl(
                CredentialsScope.GLOBAL, "planetscale-token", null, TOKEN_ID, Secret.fromString(TOKEN_SECRET)));
        PlanetScaleConnection connection = new PlanetScaleConnection("production", "planetscale-token");
        connection.setApiUrl(server.url());
        connection.setOrganization("mechanica");
        connection.setDatabase("logistics");
        connection.setDefault(true);
        PlanetScaleConfiguration.get().setConnections(List.of(connection));
    }

    /** A development branch with a new column. */
    public PlayedController devBranch() {
        database.branch("dev").schema(SCHEMA).ddl("ALTER TABLE customers ADD COLUMN webhook_url varchar(255)");
        return this;
    }

    public Build run() {
        return run;
    }

    public String log() {
        return log.toString(StandardCharsets.UTF_8);
    }

    /** Starts a step of the build; what it is now is written down, as after every step. */
    public Context start(Step step) {
        try {
            return startUnlessRefused(step);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /** As {@link #start}, of one that may be refused: then with what it throws. */
    public Context startUnlessRefused(Step step) throws Exception {
        Context context = new Context(String.valueOf(steps.size() + 3));
        steps.put(context.id, context);
        context.execution = step.start(context);
        context.execution.start();
        context.saveState();
        time.settle();
        return context;
    }

    /** The step that was started last. */
    public Context last() {
        return steps.get(String.valueOf(steps.size() + 2));
    }

    /** Lets time pass. */
    public PlayedController advance(Duration by) {
        Instant until = server.clock().now().plus(by);
        while (time.tick(until)) {
            // until nothing is due any more
        }
        return this;
    }

    /** Lets time pass until that is so; fails when it is not within the time. */
    public PlayedController await(Duration longest, BooleanSupplier condition) {
        Instant until = server.clock().now().plus(longest);
        time.settle();
        while (!condition.getAsBoolean()) {
            if (!time.tick(until) && !condition.getAsBoolean()) {
                throw new AssertionError("not within " + longest + "\n" + log());
            }
        }
        return this;
    }

    /** Runs something on the thread on which Pipeline runs its programs. */
    static void onCpsThread(Runnable task) {
        current.time.background().execute(task);
    }

    public PlayedController settle() {
        time.settle();
        return this;
    }

    /** The next such request is not sent, as the controller dies before. */
    public void killBefore(Predicate<Transport.Request> request) {
        killBefore = request;
    }

    /** Something that comes from another thread while the n-th line (from 0) is written to the log. */
    public void onLine(IntConsumer what) {
        onLine = what;
        lines = 0;
    }

    public int lines() {
        return lines;
    }

    public boolean isDead() {
        return time.isDead();
    }

    /** {@code kill -9}. */
    public PlayedController kill() {
        time.kill();
        jenkins.close();
        return this;
    }

    /** The next session: builds go on with what was written down of them. */
    public PlayedController restart() {
        return restart(() -> {});
    }

    /** @param first what comes before anything that was handed to the background is done */
    public PlayedController restart(Runnable first) {
        kill();
        killBefore = request -> false;
        session();
        ApprovalAction asked = run.getAction(ApprovalAction.class);
        List<Cause> causes = run.getCauses();
        run = new Build(run.getParent());
        run.causes = causes;
        if (asked != null) {
            asked.getRequests().forEach(approvalRequest -> ApprovalAction.of(run).ask(copy(approvalRequest)));
        }
        steps.values().stream().filter(step -> !step.isOver()).forEach(Context::load);
        steps.values().stream().filter(step -> !step.isOver()).forEach(step -> step.execution.onResume());
        first.run();
        time.settle();
        return this;
    }

    @SuppressWarnings("unchecked")
    private static <T> T copy(T object) {
        return (T) read(bytes(object));
    }

    private static byte[] bytes(Object object) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(object);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static Object read(byte[] bytes) {
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes))) {
            return in.readObject();
        } catch (IOException | ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }

    /** Requests of that method whose path ends so, and which had an effect. */
    public long sent(String method, String ending) {
        return server.exchanges().stream()
                .filter(exchange -> exchange.method().equals(method))
                .filter(exchange -> exchange.status() >= 200 && exchange.status() < 300)
                .filter(exchange -> exchange.path().endsWith(ending))
                .count();
    }

    @Override
    public void close() {
        kill();
        http.close();
        server.close();
    }

    /** What a step knows of its build; how it ended. */
    public static final class Context extends PlayedContext {
        private static final long serialVersionUID = 1L;

        public transient StepExecution execution;
        private transient byte[] program;
        public transient PlayedBody body;
        public transient int ends;
        public transient Object value;
        public transient Throwable failure;

        Context(String id) {
            super(id);
        }

        public boolean isOver() {
            return ends > 0;
        }

        private void load() {
            begin();
            Object[] loaded = (Object[]) read(program);
            execution = (StepExecution) loaded[0];
            body = (PlayedBody) loaded[1];
        }

        @Override
        protected Run<?, ?> run() {
            return current.run;
        }

        @Override
        protected TaskListener log() {
            return current.new Lines()::stream;
        }

        @Override
        public void onSuccess(Object result) {
            end(result, null);
        }

        @Override
        public void onFailure(Throwable cause) {
            end(null, cause);
        }

        private void end(Object result, Throwable cause) {
            if (!current.time.isDead()) {
                ends++;
                value = result;
                failure = cause;
            }
        }

        @Override
        public ListenableFuture<Void> saveState() {
            if (!current.time.isDead()) {
                program = bytes(new Object[] {execution, body}); // one graph, as Pipeline writes it
            }
            return Futures.immediateFuture(null);
        }

        @Override
        public BodyInvoker newBodyInvoker() {
            body = new PlayedBody(this);
            return body.invoker();
        }

        private Object writeReplace() {
            return new Reference(id);
        }
    }

    /** The build log. */
    private final class Lines extends PrintStream {
        Lines() {
            super(log, true, StandardCharsets.UTF_8);
        }

        PrintStream stream() {
            return this;
        }

        @Override
        public void println(String line) {
            super.println(line);
            onLine.accept(lines++);
        }
    }

    /** A context as it is written down. */
    private record Reference(String id) implements Serializable {
        private Object readResolve() {
            return current.steps.get(id);
        }
    }

    /** The build that runs. */
    public static final class Build extends Run<PlayedJenkins.Project, PlayedJenkins.Build> {
        public List<Cause> causes = List.of();

        Build(PlayedJenkins.Project project) {
            super(project, 0);
        }

        @Override
        public List<Cause> getCauses() {
            return causes;
        }

        @Override
        public int getNumber() {
            return 1;
        }

        @Override
        public boolean isBuilding() {
            return true;
        }
    }

    /** Sends on the calling thread, so that a test has but one; the dead send nothing and hear nothing. */
    private final class Wire implements Transport {
        private final PlayedTime session;

        Wire(PlayedTime session) {
            this.session = session;
        }

        @Override
        public Answer send(Request request) throws IOException {
            return http.send(request);
        }

        @Override
        public CompletableFuture<Answer> enqueue(Request request) {
            CompletableFuture<Answer> answer = new CompletableFuture<>();
            if (!session.isDead() && killBefore.test(request)) {
                session.kill();
            }
            if (!session.isDead()) {
                try {
                    answer.complete(http.send(request));
                } catch (IOException e) {
                    answer.completeExceptionally(e);
                }
            }
            return answer;
        }

        @Override
        public void close() {
            // shared by the sessions
        }
    }
}
