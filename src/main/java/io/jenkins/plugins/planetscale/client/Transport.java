package io.jenkins.plugins.planetscale.client;

import java.io.IOException;
import java.net.URI;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/**
 * Sends one HTTP request and returns the response. Neither retries nor follows redirects, so that {@link
 * PlanetScaleClient} counts every exchange. Implementations are thread-safe.
 */
public interface Transport extends AutoCloseable {
    /**
     * Sends on the calling thread, which is held until the answer is read.
     *
     * @throws NotSentException when the request never left
     * @throws OversizedException when the answer is larger than the transport reads
     */
    Answer send(Request request) throws IOException;

    /**
     * Sends without holding the calling thread. The future completes on a thread of the transport, exceptionally
     * with what {@link #send} would throw; cancelling it breaks the exchange off.
     */
    CompletableFuture<Answer> enqueue(Request request);

    /** Cancels requests under way and releases threads and connections. */
    @Override
    void close();

    /** The request; {@code body} is null for one without a body. */
    record Request(String method, URI url, Map<String, String> headers, byte[] body) {
        /** Names no header and no query, as they can hold secrets. */
        @Override
        public String toString() {
            return method + " " + url.getRawPath();
        }
    }

    /** The response: the body whole and decompressed, header names in any case. */
    record Answer(int status, Map<String, String> headers, byte[] body) {
        public Answer {
            Map<String, String> anyCase = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            anyCase.putAll(headers);
            headers = Collections.unmodifiableMap(anyCase);
        }

        /** The header's value, or null. */
        public String header(String name) {
            return headers.get(name);
        }

        @Override
        public String toString() {
            return "Answer[" + status + ", " + body.length + " bytes]";
        }
    }

    /** No connection could be made, so the request was not sent and can have had no effect. */
    final class NotSentException extends IOException {
        private static final long serialVersionUID = 1L;

        public NotSentException(IOException cause) {
            super("not sent", cause);
        }
    }

    /** The response exceeds {@link OkHttpTransport.Limits#bodyBytes}. */
    final class OversizedException extends IOException {
        private static final long serialVersionUID = 1L;

        private final int status;

        public OversizedException(int status, long limit) {
            super("the answer is larger than " + limit + " bytes");
            this.status = status;
        }

        /** The HTTP status of the answer. */
        public int status() {
            return status;
        }
    }
}
