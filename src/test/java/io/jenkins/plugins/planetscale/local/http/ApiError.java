package io.jenkins.plugins.planetscale.local.http;

/** An answer other than success: status and {@code {"code","message"}}, see docs/planetscale-api.md#errors. */
public final class ApiError extends RuntimeException {
    final int status;
    final String code;

    private ApiError(int status, String code, String message) {
        super(message, null, false, false);
        this.status = status;
        this.code = code;
    }

    /** What an absent object and a missing access are both answered with. */
    static ApiError notFound() {
        return new ApiError(404, "not_found", "Not Found");
    }

    static ApiError unauthorized() {
        return new ApiError(401, "unauthorized", "The access token does not exist, was revoked or is invalid.");
    }

    public static ApiError forbidden(String message) {
        return new ApiError(403, "forbidden", message);
    }

    public static ApiError badRequest(String message) {
        return new ApiError(400, "bad_request", message);
    }

    public static ApiError unprocessable(String message) {
        return new ApiError(422, "unprocessable", message);
    }

    public static ApiError invalid(String message) {
        return new ApiError(422, "invalid_params", message);
    }
}
