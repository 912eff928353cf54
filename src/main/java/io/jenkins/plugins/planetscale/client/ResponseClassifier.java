package io.jenkins.plugins.planetscale.client;

import io.jenkins.plugins.planetscale.client.Transport.Answer;
import io.jenkins.plugins.planetscale.client.budget.TimeSource;
import io.jenkins.plugins.planetscale.client.error.MalformedException;
import io.jenkins.plugins.planetscale.client.error.NotFoundException;
import io.jenkins.plugins.planetscale.client.error.NotYetException;
import io.jenkins.plugins.planetscale.client.error.PlanetScaleException;
import io.jenkins.plugins.planetscale.client.error.RateLimitedException;
import io.jenkins.plugins.planetscale.client.error.RefusedException;
import io.jenkins.plugins.planetscale.client.error.UnauthorizedException;
import io.jenkins.plugins.planetscale.client.error.UnavailableException;
import io.jenkins.plugins.planetscale.client.json.Json;
import io.jenkins.plugins.planetscale.client.json.VisibleText;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Reads the answer to one call, or says as a {@link PlanetScaleException} why there is nothing to read. */
final class ResponseClassifier {
    /** Refusals that pass by themselves; told by their text, as their codes are general ones [L not-yet]. */
    private static final Pattern NOT_YET = Pattern.compile(
            "currently validating|deployment (is )?in progress|schema snapshot is in progress|still initializing");

    /** Why a deployment is refused until a person does something. */
    private static final Pattern FINAL = Pattern.compile("approv|no (schema )?changes");

    private static final Set<Integer> NOT_YET_STATUS = Set.of(400, 409, 422);

    private final ApiCall<?> call;
    private final String host;
    private final String token;
    private final Redaction redaction;
    private final TimeSource time;
    private Predicate<String> self = id -> false;

    /** @param token the token of the request, or null when there was none */
    ResponseClassifier(ApiCall<?> call, String host, ServiceToken token, TimeSource time) {
        this.call = call;
        this.host = host;
        this.redaction = new Redaction(token);
        this.token = token == null ? "" : redaction.clean(token.id());
        this.time = time;
    }

    /** Says which ids of actors are the token's own. */
    ResponseClassifier self(Predicate<String> own) {
        self = own;
        return this;
    }

    /** The value of a successful answer. */
    <T> T read(ApiCall<T> asked, Answer answer) throws PlanetScaleException {
        if (answer.status() < 200 || answer.status() > 299) {
            throw failure(answer);
        }
        boolean nothing = asked.answer().hasRawClass(Void.class);
        if (nothing && (answer.body().length == 0 || !html(answer))) {
            return null;
        }
        if (html(answer)) {
            throw malformed(answer.status(), "it is an HTML page");
        }
        try {
            return Json.read(answer.body(), asked.answer(), self);
        } catch (Json.UnreadableException e) {
            throw e.isTooLarge()
                    ? tooLarge(answer.status(), e.getMessage())
                    : malformed(answer.status(), e.getMessage());
        }
    }

    /** What an answer other than 2xx means. */
    PlanetScaleException failure(Answer answer) {
        int status = answer.status();
        ErrorBody body = ErrorBody.of(answer.body());
        String code = redaction.clean(body.code());
        String reason = redaction.clean(body.message());
        if (status < 400) {
            return malformed(status, "it is neither a success nor an error");
        }
        if (status == 408 || status >= 500) {
            boolean effect = !call.safe();
            String message = ErrorMessages.unavailable(call, status, reason, effect);
            return new UnavailableException(message, status, effect, RetryAfter.of(answer, time), null);
        }
        switch (status) {
            case 401:
                return new UnauthorizedException(ErrorMessages.unauthorized(call, token, reason), null);
            case 404:
                return new NotFoundException(ErrorMessages.notFound(call, token), null);
            case 429:
                Duration wait = RetryAfter.of(answer, time);
                return new RateLimitedException(ErrorMessages.rateLimited(call, token, wait), wait, null);
            default:
                return notYet(status, body)
                        ? new NotYetException(ErrorMessages.notYet(call, reason), code, reason, null)
                        : new RefusedException(
                                ErrorMessages.refused(call, token, status, code, reason), status, code, reason, null);
        }
    }

    /** What an exchange without an answer means. */
    PlanetScaleException failure(IOException e) {
        if (e instanceof Transport.OversizedException oversized) {
            return tooLarge(oversized.status(), oversized.getMessage());
        }
        boolean sent = !(e instanceof Transport.NotSentException);
        IOException why = !sent && e.getCause() instanceof IOException cause ? cause : e;
        boolean effect = sent && !call.safe();
        String message = ErrorMessages.unreachable(call, host, why, redaction, effect);
        return new UnavailableException(message, 0, effect, redaction.clean(why));
    }

    /** What it means that the token cannot be had. */
    PlanetScaleException noToken(IOException e) {
        String reason = e.getMessage() == null ? "" : redaction.clean(e.getMessage());
        boolean withdrawn = e instanceof Authorization.Withdrawn;
        String message = withdrawn
                ? ErrorMessages.withdrawn(call, VisibleText.line(e.getMessage())) // all of it: its end says what to do
                : ErrorMessages.noToken(call, reason);
        return new UnauthorizedException(message, withdrawn, redaction.clean(e));
    }

    MalformedException malformed(int status, String problem) {
        boolean effect = !call.safe();
        String message = ErrorMessages.malformed(call, status, redaction.clean(problem), effect);
        return new MalformedException(message, status, effect, null);
    }

    MalformedException tooLarge(int status, String problem) {
        boolean effect = !call.safe();
        String message = ErrorMessages.tooLarge(call, status, redaction.clean(problem), effect);
        return new MalformedException(message, status, effect, true, null);
    }

    private boolean notYet(int status, ErrorBody body) {
        String last = call.path().get(call.path().size() - 1);
        if (status == 422
                && body.code().equals("unprocessable")
                && last.equals("deploy")
                && !FINAL.matcher(body.message().toLowerCase(Locale.ROOT)).find()) {
            return true; // [S unprocessable-deploy]
        }
        return NOT_YET_STATUS.contains(status)
                && (body.code().equals("schema_mutation_blocked")
                        || NOT_YET.matcher(body.message().toLowerCase(Locale.ROOT))
                                .find());
    }

    /** By type or by look: a login page of a proxy is no success, not even for a call that expects nothing. */
    private static boolean html(Answer answer) {
        String type = answer.header("Content-Type");
        if (type != null && type.toLowerCase(Locale.ROOT).contains("html")) {
            return answer.body().length > 0;
        }
        for (byte b : answer.body()) {
            if (!Character.isWhitespace(b)) {
                return b == '<';
            }
        }
        return false;
    }
}
