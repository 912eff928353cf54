package org.kohsuke.stapler;

public class HttpResponses {
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
