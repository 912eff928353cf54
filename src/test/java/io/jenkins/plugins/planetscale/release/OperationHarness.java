package io.jenkins.plugins.planetscale.release;

import io.jenkins.plugins.planetscale.client.ApiCall;
import io.jenkins.plugins.planetscale.client.DatabaseRef;
import io.jenkins.plugins.planetscale.client.PlanetScaleClient;
import io.jenkins.plugins.planetscale.client.ServiceToken;
import io.jenkins.plugins.planetscale.client.Transport;
import io.jenkins.plugins.planetscale.client.api.DeployRequestCalls;
import io.jenkins.plugins.planetscale.client.budget.RateBudget;
import io.jenkins.plugins.planetscale.client.budget.TimeSource;
import io.jenkins.plugins.planetscale.client.error.PlanetScaleException;
import io.jenkins.plugins.planetscale.local.Branch;
import io.jenkins.plugins.planetscale.local.Database;
import io.jenkins.plugins.planetscale.local.DeployRequest;
import io.jenkins.plugins.planetscale.local.LocalPlanetScale;
import io.jenkins.plugins.planetscale.release.gate.ReviewedChange;
import io.jenkins.plugins.planetscale.release.state.Change;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * A local PlanetScale with the database mechanica/logistics, a client, and a driver that owns the clock: whenever an
 * operation waits, simulated time passes until it no longer does.
 */
public final class OperationHarness implements AutoCloseable {
    public static final DatabaseRef DATABASE = new DatabaseRef("mechanica", "logistics");
    public static final Marker MARKER = Marker.of("controller", "release/main#12/7", "release/main #12");
    public static final String SECRET = "pscale_tkn_s3cr3t";
    public static final String SCHEMA = """
        CREATE TABLE customers (id bigint NOT NULL, name varchar(100), PRIMARY KEY (id));
        CREATE TABLE orders (id bigint NOT NULL, customer_id bigint, state varchar(20), legacy_code varchar(8), \
        PRIMARY KEY (id), KEY by_customer (customer_id));
        """;

    /** More turns than any of the scenarios needs: an operation that exceeds them goes round in circles. */
    private static final int TURNS = 3000;

    public final LocalPlanetScale server = LocalPlanetScale.start();
    public final Database database = server.world().database("mechanica", "logistics");
    public final List<String> log = new ArrayList<>();
    /** What was asked and answered, in order; not what was refused or failed. */
    final List<Sent> sent = new ArrayList<>();

    private final Transport transport = new InProcessTransport(server);
    public final PlanetScaleClient client;
    final Crash crash;
    /** An operation that was given up before the one under test begins. */
    Operation<?> left;

    private int exchanges;
    private byte[] persisted;
    private Duration ahead = Duration.ZERO;

    /** @param answer null where there is nothing to read */
    record Sent(ApiCall<?> call, Object answer) {}

    /** When the controller dies: at the n-th exchange (from 0), in one of three places. */
    public record Crash(int exchange, Place place) {
        public enum Place {
            BEFORE_SENDING,
            ANSWER_LOST,
            AFTER_TAKING
        }

        static final Crash NEVER = new Crash(-1, Place.BEFORE_SENDING);
    }

    public OperationHarness() {
        this(Crash.NEVER);
    }

    public OperationHarness(Crash crash) {
        this.crash = crash;
        server.world().token("tkn", SECRET, "mechanica");
        database.branch("main").schema(SCHEMA);
        client = client("tkn", SECRET);
    }

    PlanetScaleClient client(String id, String secret) {
        return PlanetScaleClient.builder()
                .baseUrl(server.url())
                .authorization(() -> new ServiceToken(id, secret))
                .transport(transport)
                .time(simulatedTime())
                .budget(new RateBudget(1_000_000))
                .build();
    }

    private TimeSource simulatedTime() {
        return new TimeSource() {
            @Override
            public long nanoTime() {
                return Duration.between(LocalPlanetScale.START, instant()).toNanos();
            }

            @Override
            public Instant instant() {
                return now();
            }

            @Override
            public void sleep(Duration duration) {
                server.clock().advance(duration);
            }
        };
    }

    public Instant now() {
        return server.clock().now().plus(ahead);
    }

    /** The clock of this machine is ahead of PlanetScale's from now on. */
    void clockAhead(Duration by) {
        ahead = by;
    }

    /** Shortens what takes long, so that a test that runs it again and again has fewer looks to disturb. */
    OperationHarness brisk() {
        database.timings()
                .copy(Duration.ofSeconds(20))
                .branchReady(Duration.ofSeconds(8))
                .schemaReady(Duration.ofSeconds(12))
                .seededBranchReady(Duration.ofSeconds(15))
                .backup(Duration.ofSeconds(20))
                .revertWindow(Duration.ofMinutes(1));
        return this;
    }

    /** A development branch with a new column on customers. */
    public Branch devBranch() {
        Branch dev = database.branch("dev").schema(SCHEMA);
        dev.ddl("ALTER TABLE customers ADD COLUMN webhook_url varchar(255)");
        return dev;
    }

    /** Deploy request #1 from dev into main, opened by somebody else, in the given state. */
    public DeployRequest deployRequest(String state) {
        devBranch();
        DeployRequest request = openByHand("dev");
        return request.force(state);
    }

    public DeployRequest openByHand(String branch) {
        try {
            int number = client.execute(DeployRequestCalls.create(DATABASE, branch, "main", "by hand", false, false))
                    .number();
            server.clock().advance(Duration.ofMinutes(1));
            return database.deployRequest(number);
        } catch (PlanetScaleException e) {
            throw new AssertionError(e);
        }
    }

    /** What a check of deploy request #1 would see now. */
    public ReviewedChange seen() {
        try {
            return new ReviewedChange(
                    "dev", "main", Change.of(client.execute(DeployRequestCalls.get(DATABASE, 1))), now(), null);
        } catch (PlanetScaleException e) {
            throw new AssertionError(e);
        }
    }

    /** Drives to the end; fails the test if it never ends. */
    public <R> Operation<R> run(Operation<R> operation) {
        return run(operation, ignored -> {});
    }

    /** @param person what people do meanwhile: called before every turn */
    public <R> Operation<R> run(Operation<R> operation, Consumer<Operation<R>> person) {
        persisted = bytes(operation);
        BlockingRunner driver = new BlockingRunner(this::send, this::persist);
        Operation<R> current = operation;
        for (int turn = 0; turn < TURNS; turn++) {
            person.accept(current);
            try {
                Command done = driver.advance(current, now());
                log.addAll(current.drainProgress());
                if (done instanceof Command.End) {
                    return current;
                }
                if (done instanceof Command.Wait wait) {
                    Duration left = Duration.between(now(), wait.until());
                    server.clock().advance(left.isNegative() ? Duration.ZERO : left);
                } else if (crash.equals(new Crash(exchanges - 1, Crash.Place.AFTER_TAKING))) {
                    current = copy(bytes(current));
                }
            } catch (Crashed e) {
                current = copy(persisted);
            }
        }
        throw new AssertionError("never ended: " + current.status(now()) + "\n" + String.join("\n", log));
    }

    /**
     * What is left of an operation that is given up at its n-th exchange (from 0), with the answer lost, or before it is
     * sent: the copy that was persisted last. The end of an operation that ends earlier.
     */
    public <R> Operation<R> givenUp(Operation<R> operation, int exchange, boolean sent) {
        byte[][] kept = {bytes(operation)};
        int[] count = {0};
        BlockingRunner driver = new BlockingRunner(
                new BlockingRunner.Sender() {
                    @Override
                    public <T> T send(ApiCall<T> call) throws PlanetScaleException {
                        boolean last = count[0]++ == exchange;
                        T answer = last && !sent ? null : client.execute(call);
                        if (last) {
                            throw new Crashed();
                        }
                        return answer;
                    }
                },
                running -> kept[0] = bytes(running));
        try {
            for (Command turn = driver.advance(operation, now());
                    !(turn instanceof Command.End);
                    turn = driver.advance(operation, now())) {
                if (turn instanceof Command.Wait wait) {
                    server.clock().advance(Duration.between(now(), wait.until()));
                }
            }
            return operation;
        } catch (Crashed e) {
            return copy(kept[0]);
        }
    }

    /** As {@link #run}; a failure of the operation is a failure of the test. */
    public <R> R result(Operation<R> operation) {
        Operation<R> done = run(operation);
        if (done.failure() != null) {
            throw new AssertionError(done.failure());
        }
        return done.result();
    }

    public ReleaseException failure(Operation<?> operation) {
        Operation<?> done = run(operation);
        if (done.failure() == null) {
            throw new AssertionError("succeeded: " + done.result());
        }
        return done.failure();
    }

    /** Exchanges since the rig was made. */
    public int exchanges() {
        return exchanges;
    }

    private <T> T send(ApiCall<T> call) throws PlanetScaleException {
        int index = exchanges++;
        if (crash.equals(new Crash(index, Crash.Place.BEFORE_SENDING))) {
            throw new Crashed();
        }
        T answer = client.execute(call);
        sent.add(new Sent(call, answer));
        if (crash.equals(new Crash(index, Crash.Place.ANSWER_LOST))) {
            throw new Crashed();
        }
        return answer;
    }

    private void persist(Operation<?> operation) {
        persisted = bytes(operation);
    }

    public static byte[] bytes(Operation<?> operation) {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
                out.writeObject(operation);
            }
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @SuppressWarnings("unchecked")
    public static <R> Operation<R> copy(byte[] bytes) {
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes))) {
            in.setObjectInputFilter(OperationFilter.get());
            return (Operation<R>) in.readObject();
        } catch (IOException | ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        transport.close();
        server.close();
    }

    /** The controller died. */
    private static final class Crashed extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
