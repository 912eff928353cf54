package io.jenkins.plugins.planetscale.release;

import io.jenkins.plugins.planetscale.client.ApiCall;
import io.jenkins.plugins.planetscale.client.DatabaseRef;
import io.jenkins.plugins.planetscale.client.DeployRequestCalls;
import io.jenkins.plugins.planetscale.client.OkHttpTransport;
import io.jenkins.plugins.planetscale.client.PlanetScaleClient;
import io.jenkins.plugins.planetscale.client.PlanetScaleException;
import io.jenkins.plugins.planetscale.client.RateBudget;
import io.jenkins.plugins.planetscale.client.ServiceToken;
import io.jenkins.plugins.planetscale.client.TimeSource;
import io.jenkins.plugins.planetscale.local.Branch;
import io.jenkins.plugins.planetscale.local.Database;
import io.jenkins.plugins.planetscale.local.DeployRequest;
import io.jenkins.plugins.planetscale.local.LocalPlanetScale;
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
final class Rig implements AutoCloseable {
    static final DatabaseRef DATABASE = new DatabaseRef("mechanica", "logistics");
    static final Marker MARKER = Marker.of("controller", "release/main#12/7", "release/main #12");
    static final String SECRET = "pscale_tkn_s3cr3t";
    static final String SCHEMA = """
        CREATE TABLE customers (id bigint NOT NULL, name varchar(100), PRIMARY KEY (id));
        CREATE TABLE orders (id bigint NOT NULL, customer_id bigint, state varchar(20), legacy_code varchar(8), \
        PRIMARY KEY (id), KEY by_customer (customer_id));
        """;

    /** More turns than any of the scenarios needs: an operation that exceeds them goes round in circles. */
    private static final int TURNS = 3000;

    final LocalPlanetScale server = LocalPlanetScale.start();
    final Database database = server.world().database("mechanica", "logistics");
    final List<String> log = new ArrayList<>();
    /** What was asked and answered, in order; not what was refused or failed. */
    final List<Sent> sent = new ArrayList<>();

    private final OkHttpTransport transport = new OkHttpTransport();
    final PlanetScaleClient client;
    final Crash crash;
    /** An operation that was given up before the one under test begins. */
    Operation<?> left;

    private int exchanges;
    private byte[] persisted;

    /** @param answer null where there is nothing to read */
    record Sent(ApiCall<?> call, Object answer) {}

    /** When the controller dies: at the n-th exchange (from 0), in one of three places. */
    record Crash(int exchange, Place place) {
        enum Place {
            BEFORE_SENDING,
            ANSWER_LOST,
            AFTER_TAKING
        }

        static final Crash NEVER = new Crash(-1, Place.BEFORE_SENDING);
    }

    Rig() {
        this(Crash.NEVER);
    }

    Rig(Crash crash) {
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

    Instant now() {
        return server.clock().now();
    }

    /** Shortens what takes long, so that a test that runs it again and again has fewer looks to disturb. */
    Rig brisk() {
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
    Branch devBranch() {
        Branch dev = database.branch("dev").schema(SCHEMA);
        dev.ddl("ALTER TABLE customers ADD COLUMN webhook_url varchar(255)");
        return dev;
    }

    /** Deploy request #1 from dev into main, opened by somebody else, in the given state. */
    DeployRequest deployRequest(String state) {
        devBranch();
        DeployRequest request = openByHand("dev");
        return request.force(state);
    }

    DeployRequest openByHand(String branch) {
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
    SeenChange seen() {
        try {
            return new SeenChange(
                    "dev", "main", Change.of(client.execute(DeployRequestCalls.get(DATABASE, 1))), now(), null);
        } catch (PlanetScaleException e) {
            throw new AssertionError(e);
        }
    }

    /** Drives to the end; fails the test if it never ends. */
    <R> Operation<R> run(Operation<R> operation) {
        return run(operation, ignored -> {});
    }

    /** @param person what people do meanwhile: called before every turn */
    <R> Operation<R> run(Operation<R> operation, Consumer<Operation<R>> person) {
        persisted = bytes(operation);
        Driver driver = new Driver(this::send, this::persist);
        Operation<R> current = operation;
        for (int turn = 0; turn < TURNS; turn++) {
            person.accept(current);
            try {
                Turn done = driver.advance(current, now());
                log.addAll(current.drainProgress());
                if (done instanceof Turn.End) {
                    return current;
                }
                if (done instanceof Turn.Wait wait) {
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
    <R> Operation<R> givenUp(Operation<R> operation, int exchange, boolean sent) {
        byte[][] kept = {bytes(operation)};
        int[] count = {0};
        Driver driver = new Driver(
                new Driver.Sender() {
                    @Override
                    public <T> T send(ApiCall<T> call) throws PlanetScaleException {
                        boolean last = count[0]++ == exchange;
                        T answer = last && !sent ? null : client.executeOnce(call);
                        if (last) {
                            throw new Crashed();
                        }
                        return answer;
                    }
                },
                running -> kept[0] = bytes(running));
        try {
            for (Turn turn = driver.advance(operation, now());
                    !(turn instanceof Turn.End);
                    turn = driver.advance(operation, now())) {
                if (turn instanceof Turn.Wait wait) {
                    server.clock().advance(Duration.between(now(), wait.until()));
                }
            }
            return operation;
        } catch (Crashed e) {
            return copy(kept[0]);
        }
    }

    /** As {@link #run}; a failure of the operation is a failure of the test. */
    <R> R result(Operation<R> operation) {
        Operation<R> done = run(operation);
        if (done.failure() != null) {
            throw new AssertionError(done.failure());
        }
        return done.result();
    }

    ReleaseException failure(Operation<?> operation) {
        Operation<?> done = run(operation);
        if (done.failure() == null) {
            throw new AssertionError("succeeded: " + done.result());
        }
        return done.failure();
    }

    /** Exchanges since the rig was made. */
    int exchanges() {
        return exchanges;
    }

    private <T> T send(ApiCall<T> call) throws PlanetScaleException {
        int index = exchanges++;
        if (crash.equals(new Crash(index, Crash.Place.BEFORE_SENDING))) {
            throw new Crashed();
        }
        T answer = client.executeOnce(call);
        sent.add(new Sent(call, answer));
        if (crash.equals(new Crash(index, Crash.Place.ANSWER_LOST))) {
            throw new Crashed();
        }
        return answer;
    }

    private void persist(Operation<?> operation) {
        persisted = bytes(operation);
    }

    static byte[] bytes(Operation<?> operation) {
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
    static <R> Operation<R> copy(byte[] bytes) {
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
