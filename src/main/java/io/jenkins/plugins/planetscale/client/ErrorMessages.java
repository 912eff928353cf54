package io.jenkins.plugins.planetscale.client;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.ProtocolException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Map;
import javax.net.ssl.SSLException;

/**
 * The messages of failed calls: what was tried, on what, PlanetScale's own message, the access needed and what to do
 * next (invariant I8). Text from outside is passed in after {@link Redaction}.
 */
final class ErrorMessages {
    private static final String GRANT = "in PlanetScale under Settings > Service tokens";
    private static final String LATER =
            "Try again later; PlanetScale's own state is at https://www.planetscalestatus.com.";

    private static final Map<String, String> POSTS = Map.ofEntries(
            Map.entry("deploy", "deploy"),
            Map.entry("apply-deploy", "cut over"),
            Map.entry("force-cutover", "force the cutover of"),
            Map.entry("revert", "revert"),
            Map.entry("skip-revert", "end the revert window of"),
            Map.entry("cancel", "cancel"),
            Map.entry("complete-deploy", "acknowledge the failure of"),
            Map.entry("reviews", "review"),
            Map.entry("refresh-schema", "refresh"),
            Map.entry("renew", "renew"),
            Map.entry("test", "test"));

    private ErrorMessages() {}

    static String notFound(ApiCall<?> call, String token) {
        String access = call.access().isEmpty() ? "may not see it" : "lacks the access " + call.access();
        return "PlanetScale cannot " + (call.method().equals("GET") ? "find " + call.subject() : tried(call)) + ": "
                + MissingObjects.of(call) + " does not exist, or the service token " + token + " " + access
                + ". Check the names; if they are right, grant the access " + GRANT + ".";
    }

    static String unauthorized(ApiCall<?> call, String token, String reason) {
        return "PlanetScale does not accept the service token " + token + " (tried to " + tried(call) + ")"
                + reasonText(reason)
                + " The token is wrong, was deleted or has expired: store a valid id and secret; tokens"
                + " are made " + GRANT + ".";
    }

    static String noToken(ApiCall<?> call, String reason) {
        return "The service token needed to " + tried(call) + " cannot be read" + reasonText(reason)
                + " Nothing was sent. Check the credential.";
    }

    static String withdrawn(ApiCall<?> call, String reason) {
        return "Not allowed any more to " + tried(call) + reasonText(reason);
    }

    static String badToken(ApiCall<?> call, String part) {
        return "The " + part + " of the service token needed to " + tried(call) + " is empty or holds a line break, a"
                + " space or a character that no token has. Nothing was sent. Store it anew, as PlanetScale showed it.";
    }

    static String badName(ApiCall<?> call, String name) {
        return "Cannot " + tried(call) + ": \"" + name + "\" is not a name. Nothing was sent. Check the name.";
    }

    static String refused(ApiCall<?> call, String token, int status, String code, String reason) {
        String what = "PlanetScale refuses to " + tried(call) + " (" + (status + " " + code).trim() + ")";
        if (status == 403) {
            String access = call.access().isEmpty() ? "an access" : "the access " + call.access();
            return what + reasonText(reason) + " The service token " + token + " may lack " + access + "; grant it "
                    + GRANT + ".";
        }
        if (status == 407) {
            return what + reasonText(reason) + " This is the HTTP proxy's answer: check the proxy's user and password.";
        }
        return what + reasonText(reason) + " Correct what PlanetScale names, then try again.";
    }

    static String notYet(ApiCall<?> call, String reason) {
        return "PlanetScale cannot " + tried(call) + " yet" + reasonText(reason) + " Try again in a few moments.";
    }

    static String rateLimited(ApiCall<?> call, String token, Duration retryAfter) {
        return "PlanetScale takes no more requests of the service token " + token + " for now (tried to " + tried(call)
                + "). " + (retryAfter == null ? "Try again later" : "Try again in " + retryAfter.toSeconds() + " s")
                + ", or lower the request budget if other programs use the same token.";
    }

    static String unavailable(ApiCall<?> call, int status, String reason, boolean effectPossible) {
        return "PlanetScale failed to " + tried(call) + " (" + status + ")" + reasonText(reason)
                + effect(effectPossible) + " " + LATER;
    }

    static String unreachable(ApiCall<?> call, String host, IOException e, Redaction redaction, boolean effect) {
        return "PlanetScale could not be reached at " + host + " to " + tried(call) + ": " + problem(e, redaction) + "."
                + effect(effect) + " Check the network and the proxy. " + LATER;
    }

    static String interrupted(ApiCall<?> call) {
        return "Interrupted while waiting to " + tried(call) + ".";
    }

    static String stopped(ApiCall<?> call) {
        return "Nothing was sent to " + tried(call) + ": the client is being shut down.";
    }

    static String malformed(ApiCall<?> call, int status, String problem, boolean effectPossible) {
        return "The answer to the attempt to " + tried(call) + " (" + status + ") did not come from PlanetScale's API: "
                + problem + "." + effect(effectPossible)
                + " Check the API address and whether a proxy or a login page answers in its place.";
    }

    static String tooLarge(ApiCall<?> call, int status, String problem, boolean effectPossible) {
        return "The answer to the attempt to " + tried(call) + " (" + status + ") is too large to be read: " + problem
                + "." + effect(effectPossible)
                + (call.paged()
                        ? " Close or delete what is no longer needed of " + call.subject()
                        : " If it is a deploy request, split its change into several with fewer tables")
                + "."
                + " If it is not PlanetScale that answers, check the API address and the proxy.";
    }

    /** The call as a verb and its object: {@code delete branch "dev" of mechanica/logistics}. */
    static String tried(ApiCall<?> call) {
        String last = call.path().get(call.path().size() - 1);
        String verb =
                switch (call.method()) {
                    case "GET" -> "read";
                    case "DELETE" -> "delete";
                    case "POST" -> POSTS.getOrDefault(last, "create");
                    default ->
                        call.body() != null && "closed".equals(call.body().get("state")) ? "close" : "change";
                };
        return verb + " " + call.subject();
    }

    private static String problem(IOException e, Redaction redaction) {
        if (e instanceof UnknownHostException) {
            return "its name cannot be resolved";
        }
        if (e instanceof SSLException) {
            return "TLS failed, " + redaction.clean(e.getMessage());
        }
        if (e instanceof SocketTimeoutException
                || e instanceof InterruptedIOException && "timeout".equals(e.getMessage())) {
            return "it did not answer in time";
        }
        if (e instanceof InterruptedIOException) {
            return "the call was interrupted";
        }
        if (e instanceof ConnectException || e instanceof NoRouteToHostException) {
            return "no connection";
        }
        if (e instanceof ProtocolException) {
            return "the answer breaks the HTTP protocol or ends too early";
        }
        return "the connection broke";
    }

    private static String effect(boolean possible) {
        return possible ? " It may have been carried out nevertheless." : "";
    }

    private static String reasonText(String reason) {
        if (reason.isEmpty()) {
            return ".";
        }
        return ": " + reason + (reason.matches(".*[.!?…]") ? "" : ".");
    }
}
