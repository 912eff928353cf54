package org.kohsuke.stapler;

import io.jenkins.plugins.planetscale.offline.Offline;

public class HttpResponses {
    public static HttpResponseException notFound() {
        return status(404);
    }

    public static HttpResponseException errorWithoutStack(int code, String errorMessage) {
        throw Offline.missing("HttpResponses.errorWithoutStack");
    }

    public static ForwardToView forwardToView(Object it, String view) {
        return new ForwardToView(it, view);
    }

    public static HttpResponseException status(int code) {
        return new HttpResponseException("HTTP status " + code) {
            private static final long serialVersionUID = 1L;
        };
    }

    public static HttpRedirect redirectTo(String url) {
        return new HttpRedirect(url);
    }

    public static HttpResponse redirectToDot() {
        return redirectTo(".");
    }

    public abstract static class HttpResponseException extends RuntimeException implements HttpResponse {
        private static final long serialVersionUID = 1L;

        public HttpResponseException(String message) {
            super(message);
        }
    }
}
