package io.jenkins.plugins.planetscale.client;

import io.jenkins.plugins.planetscale.client.budget.RateBudget;
import java.time.Duration;
import okhttp3.OkHttpClient;

/** A client before a {@link ScriptedServer}, with a manual clock: what most tests need. */
final class ClientHarness implements AutoCloseable {
    static final String SECRET = "s3cr3t/with+odd=signs";
    static final DatabaseRef LOGISTICS = new DatabaseRef("mechanica", "logistics");
    static final OkHttpTransport.Limits QUICK =
            new OkHttpTransport.Limits(Duration.ofSeconds(2), Duration.ofSeconds(5), Duration.ofSeconds(5), 8L << 20);

    final ScriptedServer server = new ScriptedServer();
    final ManualTime time = new ManualTime();
    final RateBudget budget = new RateBudget(600, time);
    final Transport transport;
    final PlanetScaleClient client;

    ClientHarness() {
        this(QUICK);
    }

    ClientHarness(OkHttpTransport.Limits limits) {
        transport = new OkHttpTransport(new OkHttpClient.Builder(), limits);
        client = builder().build();
    }

    PlanetScaleClient.Builder builder() {
        return PlanetScaleClient.builder()
                .baseUrl(server.url() + "/v1")
                .authorization(() -> new ServiceToken("tokenid", SECRET))
                .transport(transport)
                .budget(budget)
                .time(time)
                .scheduler(time.scheduler());
    }

    @Override
    public void close() {
        transport.close();
        server.close();
    }
}
