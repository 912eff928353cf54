package io.jenkins.plugins.planetscale.client;

import io.jenkins.plugins.planetscale.client.error.MalformedException;
import io.jenkins.plugins.planetscale.client.model.Page;
import java.util.ArrayList;
import java.util.List;

/**
 * Splits one page of a list into smaller ones, for an answer that exceeds the limit: a hundred deploy requests of a
 * database with many shards can. Says which page to request next; the caller requests it. Not thread-safe.
 *
 * @param <T> {@link Page} of what is listed
 */
final class SmallerPages<T> {
    private static final int FEWER = 10;

    /** Of the bytes of all answers together: what is read of them is held at the same time. */
    private static final long MOST_BYTES = 32L << 20;

    private final ApiCall<T> call;
    private final List<Object> all = new ArrayList<>();
    private final int first;
    private final int whole;
    private int size;
    private long bytes;

    SmallerPages(ApiCall<T> call) {
        this.call = call;
        this.whole = call.size();
        this.size = whole;
        this.first = (call.page() - 1) * whole;
        smaller();
    }

    /** What to ask for now. */
    ApiCall<T> next() {
        return call.page((first + all.size()) / size + 1, size);
    }

    /**
     * Takes the answer to {@link #next}.
     *
     * @param read its bytes
     * @return the page as a whole when there is no more to ask for, else null
     * @throws MalformedException when all together are too large
     */
    @SuppressWarnings("unchecked") // only a list is asked for by pages
    T add(T answer, long read, ResponseClassifier classifier) throws MalformedException {
        Page<?> part = (Page<?>) answer;
        bytes += read;
        if (bytes > MOST_BYTES) {
            throw classifier.tooLarge(200, "its first " + all.size() + " elements have " + (bytes >> 20) + " MiB");
        }
        all.addAll(part.data());
        boolean last = part.nextPage() == null;
        if (!last && part.data().size() != size) { // going on would miss some
            throw classifier.malformed(
                    200, "a page of " + size + " elements holds " + part.data().size() + " and is not the last one");
        }
        if (!last && all.size() < whole) {
            return null;
        }
        return (T) new Page<>(call.page(), last ? null : Integer.valueOf(call.page() + 1), List.copyOf(all));
    }

    /** {@link #next} was too large as well; returns whether there are smaller ones. */
    boolean smaller() {
        boolean can = size > 1;
        size = Math.max(1, size / FEWER);
        return can;
    }
}
