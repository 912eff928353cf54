package io.jenkins.plugins.planetscale.local.http;

import io.jenkins.plugins.planetscale.local.RecordedExchange;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Keeps what was asked and answered, in the order of arrival. Safe to use from any thread. */
public final class Recorder {
    private final List<RecordedExchange> exchanges = new ArrayList<>();
    private volatile boolean keepsBodies = true;

    /** One request under way; tells the recorder how it ended, once. */
    final class Entry {
        private final int index;
        private final String method;
        private final String path;
        private final String tokenId;

        private Entry(int index, String method, String path, String tokenId) {
            this.index = index;
            this.method = method;
            this.path = path;
            this.tokenId = tokenId;
        }

        void answered(int status, String body, String fault) {
            String kept = !keepsBodies
                    ? null
                    : body != null && body.length() > RecordedExchange.BODY_CAP
                            ? body.substring(0, RecordedExchange.BODY_CAP)
                            : body;
            end(new RecordedExchange(index, method, path, tokenId, status, fault, kept));
        }

        void cut(String fault) {
            end(new RecordedExchange(index, method, path, tokenId, 0, fault, null));
        }

        private void end(RecordedExchange exchange) {
            synchronized (Recorder.this) {
                exchanges.set(index, exchange);
            }
        }
    }

    synchronized Entry begin(String method, String path, String tokenId) {
        exchanges.add(null);
        return new Entry(exchanges.size() - 1, method, path, tokenId);
    }

    /** Whether what is answered from now on is kept; not where that would be too much. */
    public void keepBodies(boolean value) {
        keepsBodies = value;
    }

    /** Forgets what has been so far; not while requests are under way. */
    public synchronized void forget() {
        exchanges.clear();
    }

    public synchronized List<RecordedExchange> ended() {
        return exchanges.stream().filter(Objects::nonNull).toList();
    }
}
