package io.jenkins.plugins.planetscale.client;

import io.jenkins.plugins.planetscale.client.Transport.Answer;
import io.jenkins.plugins.planetscale.client.error.MalformedException;
import java.net.URI;
import java.util.Set;

/** Decides which redirects are followed: those to the same host only, as the token is sent along [S redirects]. */
final class Redirects {
    static final int AT_MOST = 3;

    private static final Set<Integer> STATUS = Set.of(301, 302, 303, 307, 308);

    private Redirects() {}

    static boolean is(Answer answer) {
        return STATUS.contains(answer.status());
    }

    /** The URL to ask next; {@code followed} counts the redirects of this call so far. */
    static URI next(ApiCall<?> call, URI from, Answer answer, int followed, ResponseClassifier classifier)
            throws MalformedException {
        URI to = target(from, answer.header("Location"));
        if (to == null) {
            throw classifier.malformed(answer.status(), "it is a redirect to no valid address");
        }
        if (!to.getHost().equalsIgnoreCase(from.getHost())) {
            throw classifier.malformed(answer.status(), "it is a redirect to another host, " + to.getHost());
        }
        if (!reachesSameServer(from, to)) {
            throw classifier.malformed(
                    answer.status(), "it is a redirect to " + to.getScheme() + ", port " + port(to) + " of the host");
        }
        if (!call.method().equals("GET")) {
            throw classifier.malformed(answer.status(), "it is a redirect, which only a read may follow");
        }
        if (followed >= AT_MOST) {
            throw classifier.malformed(answer.status(), "it is redirect number " + (followed + 1));
        }
        return to;
    }

    private static URI target(URI from, String location) {
        try {
            URI to = location == null ? null : from.resolve(location.trim());
            boolean http = to != null && to.getHost() != null && to.getRawUserInfo() == null && isHttp(to);
            return http ? to : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static boolean reachesSameServer(URI from, URI to) {
        boolean same = from.getScheme().equalsIgnoreCase(to.getScheme()) && port(from) == port(to);
        return same || port(from) == 80 && port(to) == 443 && to.getScheme().equalsIgnoreCase("https");
    }

    private static boolean isHttp(URI url) {
        return "https".equalsIgnoreCase(url.getScheme()) || "http".equalsIgnoreCase(url.getScheme());
    }

    private static int port(URI url) {
        if (url.getPort() > 0) {
            return url.getPort();
        }
        return "https".equalsIgnoreCase(url.getScheme()) ? 443 : 80;
    }
}
