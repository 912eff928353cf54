package io.jenkins.plugins.planetscale.webhook;

import hudson.Extension;
import hudson.model.UnprotectedRootAction;
import hudson.security.csrf.CrumbExclusion;
import io.jenkins.plugins.planetscale.client.api.WebhookEvent;
import io.jenkins.plugins.planetscale.connection.PlanetScaleConfiguration;
import io.jenkins.plugins.planetscale.connection.PlanetScaleConnection;
import io.jenkins.plugins.planetscale.service.ChangeHint;
import io.jenkins.plugins.planetscale.service.PlanetScaleService;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.HttpResponses;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.verb.POST;

/**
 * Receives PlanetScale's webhooks. An event only makes the steps that wait for its object poll at once, so no content
 * of it has to be trusted. Accepted when signed with the secret of a connection, for the databases of that connection's
 * organization at its API address. Without any such secret the URL does not exist.
 */
@Extension
@Restricted(NoExternalUse.class)
public final class WebhookReceiver implements UnprotectedRootAction {
    static final String PATH = "planetscale-webhook";

    /** An event holds a whole deployment, so with many tables it is long; this is far beyond. */
    static final int LONGEST = 1 << 20;

    private static final Logger LOGGER = Logger.getLogger(WebhookReceiver.class.getName());
    private static final Pattern SIGNATURE = Pattern.compile("[0-9a-fA-F]{64}");

    @Override
    public String getIconFileName() {
        return null;
    }

    @Override
    public String getDisplayName() {
        return null;
    }

    @Override
    public String getUrlName() {
        return PATH;
    }

    /** Answers without waiting for anything but the body; everything further happens in the background. */
    @POST
    @SuppressWarnings("lgtm[jenkins/no-permission-check]") // the signature is what permits
    public HttpResponse doIndex(StaplerRequest2 request) throws IOException {
        List<PlanetScaleConnection> listening = PlanetScaleConfiguration.get().getConnections().stream()
                .filter(connection -> !connection.webhookSecrets().isEmpty())
                .toList();
        if (listening.isEmpty()) {
            return answer(HttpServletResponse.SC_NOT_FOUND);
        }
        String signature = request.getHeader(WebhookEvent.SIGNATURE);
        if (signature == null || !SIGNATURE.matcher(signature).matches()) {
            return answer(HttpServletResponse.SC_FORBIDDEN);
        }
        if (request.getContentLengthLong() > LONGEST) {
            return answer(HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE);
        }
        byte[] body = request.getInputStream().readNBytes(LONGEST + 1);
        if (body.length > LONGEST) {
            return answer(HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE);
        }
        List<PlanetScaleConnection> signers = listening.stream()
                .filter(connection -> isSigned(body, signature, connection))
                .toList();
        if (signers.isEmpty()) {
            LOGGER.fine("PlanetScale webhook: no connection has the secret that an event was signed with");
            return answer(HttpServletResponse.SC_FORBIDDEN);
        }
        WebhookEvent event = WebhookEvent.read(body);
        if (event == null) {
            return answer(HttpServletResponse.SC_BAD_REQUEST);
        }
        LOGGER.log(Level.FINE, "PlanetScale webhook: {0}", event);
        if (event.isAboutWork()) {
            signers.forEach(connection -> pass(event, connection));
        }
        return answer(HttpServletResponse.SC_NO_CONTENT);
    }

    private static boolean isSigned(byte[] body, String signature, PlanetScaleConnection connection) {
        return connection.webhookSecrets().stream().anyMatch(secret -> WebhookEvent.isSigned(body, signature, secret));
    }

    private static void pass(WebhookEvent event, PlanetScaleConnection connection) {
        String only = connection.getOrganization();
        if (only == null || only.equals(event.database().organization())) {
            PlanetScaleService.get()
                    .changed(connection.getApiUrl(), new ChangeHint(event.database(), event.number(), event.branch()));
        }
    }

    private static HttpResponse answer(int status) {
        return HttpResponses.status(status);
    }

    /** Exempts the receiver from the CSRF crumb, which PlanetScale does not have; the signature replaces it. */
    @Extension
    @Restricted(NoExternalUse.class)
    public static final class Crumbless extends CrumbExclusion {
        @Override
        public boolean process(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                throws IOException, ServletException {
            String path = request.getPathInfo();
            if (!("/" + PATH + "/").equals(path)) {
                return false;
            }
            chain.doFilter(request, response);
            return true;
        }
    }
}
