package io.jenkins.plugins.planetscale.client.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.util.JsonParserDelegate;
import java.io.IOException;

/**
 * Limits the number of tokens that a document may have: each becomes an object, some ten times the size of its text on
 * the heap. Tokens that are skipped do not count. Not thread-safe.
 */
final class BoundedParser extends JsonParserDelegate {
    private final int most;
    private int given;

    BoundedParser(JsonParser parser, int most) {
        super(parser);
        this.most = most;
    }

    /** Whether it refused to go on. */
    boolean isExceeded() {
        return given > most;
    }

    @Override
    public JsonToken nextToken() throws IOException {
        count();
        return super.nextToken();
    }

    @Override
    public JsonToken nextValue() throws IOException {
        count();
        return super.nextValue();
    }

    private void count() throws StreamConstraintsException {
        if (++given > most) {
            throw new StreamConstraintsException("too many values");
        }
    }
}
