package io.jenkins.plugins.planetscale.connection;

import io.jenkins.plugins.okhttp.api.JenkinsOkHttpClient;
import io.jenkins.plugins.planetscale.client.ApiCall;
import io.jenkins.plugins.planetscale.client.OkHttpTransport;
import io.jenkins.plugins.planetscale.client.PlanetScaleClient;
import io.jenkins.plugins.planetscale.client.ServiceToken;
import io.jenkins.plugins.planetscale.client.TokenFingerprint;
import io.jenkins.plugins.planetscale.client.budget.RateBudget;
import io.jenkins.plugins.planetscale.service.PlanetScaleService;
import java.io.IOException;
import java.time.Duration;
import okhttp3.OkHttpClient;

/**
 * A client for form validation and drop-down lists, while a user waits: short timeouts, each call sent once, through
 * Jenkins' proxy. For a few calls; closing it leaves no thread and no connection behind.
 */
final class FormClient implements AutoCloseable {
    private static final OkHttpTransport.Limits LIMITS =
            new OkHttpTransport.Limits(Duration.ofSeconds(4), Duration.ofSeconds(6), Duration.ofSeconds(8), 8L << 20);

    private final OkHttpTransport transport;
    private final RateBudget budget;
    private final PlanetScaleClient client;

    FormClient(PlanetScaleConnection connection, ServiceToken token) {
        String url = connection.getApiUrl();
        budget = PlanetScaleService.get()
                .budget(url, TokenFingerprint.of(token), connection.getName(), connection.getRequestsPerMinute());
        transport = new OkHttpTransport(JenkinsOkHttpClient.newClientBuilder(new OkHttpClient()), LIMITS);
        client = PlanetScaleClient.builder()
                .baseUrl(url)
                .transport(transport)
                .budget(budget)
                .authorization(() -> token)
                .build();
    }

    /** @throws IOException when the call fails, or builds need what is left of the token's budget */
    <T> T call(ApiCall<T> call) throws IOException {
        if (budget.waiting() > 0 || budget.remaining() <= budget.perMinute() / 10) {
            throw new IOException(Messages.FormClient_busy());
        }
        return client.execute(call);
    }

    @Override
    public void close() {
        transport.close();
    }
}
