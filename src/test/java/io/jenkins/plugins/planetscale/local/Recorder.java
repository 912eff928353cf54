package io.jenkins.plugins.planetscale.local;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Keeps what was asked and answered, in the order of arrival. Safe to use from any thread. */
final class Recorder {
    private final List<Exchange> exchanges = new ArrayList<>();

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
            String kept =
                    body != null && body.length() > Exchange.BODY_CAP ? body.substring(0, Exchange.BODY_CAP) : body;
            end(new Exchange(index, method, path, tokenId, status, fault, kept));
        }

        void cut(String fault) {
            end(new Exchange(index, method, path, tokenId, 0, fault, null));
        }

        private void end(Exchange exchange) {
            synchronized (Recorder.this) {
                exchanges.set(index, exchange);
            }
        }
    }

    synchronized Entry begin(String method, String path, String tokenId) {
        exchanges.add(null);
        return new Entry(exchanges.size() - 1, method, path, tokenId);
    }

    synchronized List<Exchange> ended() {
        return exchanges.stream().filter(Objects::nonNull).toList();
    }
}
