package io.jenkins.plugins.planetscale.client;

import java.io.IOException;
import java.net.URI;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/**
 * Carries one HTTP request to the server and the answer back, and nothing else: it neither retries nor follows
 * redirects, so that {@link PlanetScaleClient} knows of every exchange. Implementations are thread-safe.
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

    /** Breaks off what is under way and lets go of threads and connections. */
    @Override
    void close();

    /** What to send; {@code body} is null for a request without one. */
    record Request(String method, URI url, Map<String, String> headers, byte[] body) {
        /** Names no header and no query, as they can hold secrets. */
        @Override
        public String toString() {
            return method + " " + url.getRawPath();
        }
    }

    /** What came back: body whole and decompressed, header names in any case. */
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

    /** The request never left: no connection came about, so it can have had no effect. */
    final class NotSentException extends IOException {
        private static final long serialVersionUID = 1L;

        public NotSentException(IOException cause) {
            super("not sent", cause);
        }
    }

    /** The answer is larger than the transport is willing to read. */
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
