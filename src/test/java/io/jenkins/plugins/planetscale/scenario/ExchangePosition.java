package io.jenkins.plugins.planetscale.scenario;

import io.jenkins.plugins.planetscale.local.RecordedExchange;
import java.net.URI;
import java.util.List;

/**
 * A place in what a script asks of PlanetScale: after so many requests with an effect the next one, or a look after them.
 * A look like the one before counts with it, as how often a script looks is a matter of time.
 *
 * @param effects how many requests with an effect came before
 * @param looks how many looks came after the last of them; that of the request itself counts
 * @param effect whether the request itself has one
 */
record ExchangePosition(int effects, int looks, boolean effect) {
    /** Where the last of these requests stands. */
    static ExchangePosition ofLast(List<RecordedExchange> exchanges) {
        Counter counter = new Counter(null);
        exchanges.forEach(exchange ->
                counter.count(exchange.method(), URI.create(exchange.resource()).getRawPath()));
        return counter.now;
    }

    /** Says when a script comes to a place. Used under the lock of the server's faults, but for {@link #isReached}. */
    static final class Counter {
        private final ExchangePosition place;
        private ExchangePosition now = new ExchangePosition(0, 0, false);
        private String last;
        private volatile boolean reached;

        Counter(ExchangePosition place) {
            this.place = place;
        }

        /** Whether this request is the first at the place; an effect that comes before the look that is awaited is, too. */
        boolean reaches(String method, String path) {
            count(method, path);
            if (reached || !isThere()) {
                return false;
            }
            reached = true;
            return true;
        }

        boolean isReached() {
            return reached;
        }

        private boolean isThere() {
            return now.effects == place.effects && (now.effect || !place.effect && now.looks >= place.looks);
        }

        private void count(String method, String path) {
            boolean effect = !method.equals("GET");
            int before = now.effects + (now.effect ? 1 : 0);
            if (effect) {
                now = new ExchangePosition(before, 0, true);
            } else if (!path.equals(last)) {
                now = new ExchangePosition(before, now.effect ? 1 : now.looks + 1, false);
            }
            last = effect ? null : path;
        }
    }
}
