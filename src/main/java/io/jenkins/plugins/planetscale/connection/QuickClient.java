package io.jenkins.plugins.planetscale.connection;

import io.jenkins.plugins.okhttp.api.JenkinsOkHttpClient;
import io.jenkins.plugins.planetscale.client.ApiCall;
import io.jenkins.plugins.planetscale.client.OkHttpTransport;
import io.jenkins.plugins.planetscale.client.PlanetScaleClient;
import io.jenkins.plugins.planetscale.client.PlanetScaleException;
import io.jenkins.plugins.planetscale.client.ServiceToken;
import java.time.Duration;
import okhttp3.OkHttpClient;

/**
 * A client for somebody who waits in front of a form: short timeouts, each call sent once, through Jenkins' proxy.
 * For a few calls; leaves no thread and no connection behind when closed.
 */
final class QuickClient implements AutoCloseable {
    private static final OkHttpTransport.Limits LIMITS = new OkHttpTransport.Limits(
            Duration.ofSeconds(4), Duration.ofSeconds(6), Duration.ofSeconds(8), 8L << 20);

    private final OkHttpTransport transport;
    private final PlanetScaleClient client;

    QuickClient(String baseUrl, ServiceToken token) {
        transport = new OkHttpTransport(JenkinsOkHttpClient.newClientBuilder(new OkHttpClient()), LIMITS);
        client = PlanetScaleClient.builder()
                .baseUrl(baseUrl)
                .transport(transport)
                .authorization(() -> token)
                .build();
    }

    <T> T call(ApiCall<T> call) throws PlanetScaleException {
        return client.executeOnce(call);
    }

    @Override
    public void close() {
        transport.close();
    }
}
