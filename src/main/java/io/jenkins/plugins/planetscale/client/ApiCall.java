package io.jenkins.plugins.planetscale.client;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.type.TypeFactory;
import io.jenkins.plugins.planetscale.client.model.Page;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One call of the PlanetScale API as a value: what to send, how to read the answer, and what to say when it fails.
 * Immutable; made by the {@code …Calls} classes, carried out by {@link PlanetScaleClient}.
 */
public final class ApiCall<T> {
    /** Elements of a page at most [S paging]. */
    public static final int LARGEST_PAGE = 100;

    private static final String PAGE = "page";
    private static final String SIZE = "per_page";

    private final String method;
    private final List<String> path;
    private final Map<String, String> query;
    private final Map<String, Object> body;
    private final JavaType answer;
    private final String subject;
    private final String access;
    private final boolean urgent;
    private final boolean whole;
    private final boolean makes;

    private ApiCall(Builder builder, JavaType answer) {
        this.method = builder.method;
        this.path = builder.path;
        this.query = Map.copyOf(builder.query);
        this.body = builder.body;
        this.answer = answer;
        this.subject = builder.subject;
        this.access = builder.access;
        this.urgent = builder.urgent;
        this.whole = true;
        this.makes = builder.makes;
    }

    private ApiCall(ApiCall<T> call, Map<String, String> query, boolean urgent, boolean whole) {
        this.method = call.method;
        this.path = call.path;
        this.query = Map.copyOf(query);
        this.body = call.body;
        this.answer = call.answer;
        this.subject = call.subject;
        this.access = call.access;
        this.urgent = urgent;
        this.whole = whole;
        this.makes = call.makes;
    }

    /**
     * The same list by pages of another size. When such a page is too large to be read, it fails: the caller asks for
     * smaller ones, as {@link PlanetScaleClient} does for a page of the usual size.
     *
     * @param page counts from 1
     * @param size elements of a page, 1 to {@value #LARGEST_PAGE}
     */
    public ApiCall<T> page(int page, int size) {
        Map<String, String> other = new LinkedHashMap<>(query);
        other.put(PAGE, Integer.toString(page));
        other.put(SIZE, Integer.toString(size));
        return new ApiCall<>(this, other, urgent, false);
    }

    /** The same call, going before all that is not {@link #urgent}. */
    public ApiCall<T> urgently() {
        return new ApiCall<>(this, query, true, whole);
    }

    /** Whether it asks for a page of a list. */
    boolean paged() {
        return query.containsKey(PAGE) && query.containsKey(SIZE);
    }

    /** Whether a page that is too large is to be read by several smaller ones. */
    boolean splits() {
        return whole && paged();
    }

    /** The number of the page. */
    int page() {
        return Integer.parseInt(query.get(PAGE));
    }

    /** The elements of a page. */
    int size() {
        return Integer.parseInt(query.get(SIZE));
    }

    public static Builder get(String... path) {
        return new Builder("GET", path);
    }

    public static Builder post(String... path) {
        return new Builder("POST", path);
    }

    public static Builder put(String... path) {
        return new Builder("PUT", path);
    }

    public static Builder patch(String... path) {
        return new Builder("PATCH", path);
    }

    public static Builder delete(String... path) {
        return new Builder("DELETE", path);
    }

    public String method() {
        return method;
    }

    /** Path segments below the base URL, not yet percent-encoded. */
    public List<String> path() {
        return path;
    }

    public Map<String, String> query() {
        return query;
    }

    /** The JSON object to send, or null. */
    public Map<String, Object> body() {
        return body;
    }

    /** What the answer is read as; {@link Void} when there is nothing to read. */
    public JavaType answer() {
        return answer;
    }

    /** The object in words, for messages: {@code branch "dev" of mechanica/logistics}. */
    public String subject() {
        return subject;
    }

    /** The service-token access that the call needs, in words: {@code read_branch}. */
    public String access() {
        return access;
    }

    /** Cutovers and reverts, and looks at them, go before all other traffic of the token (invariant I7). */
    public boolean urgent() {
        return urgent;
    }

    /** Whether the answer shows something that this call has made, and so who the token is. */
    boolean makes() {
        return makes;
    }

    /** Whether repeating the call cannot do more than doing it once: all but POST and PATCH. */
    public boolean safe() {
        return !method.equals("POST") && !method.equals("PATCH");
    }

    /** The call as a verb and its object: {@code create branch "dev" of mechanica/logistics}. */
    public String action() {
        return ErrorMessages.tried(this);
    }

    /** The call in words, for logs and messages; names no host and no secret. */
    @Override
    public String toString() {
        return method + " /" + String.join("/", path);
    }

    public static final class Builder {
        private final String method;
        private final List<String> path;
        private final Map<String, String> query = new LinkedHashMap<>();
        private Map<String, Object> body;
        private String subject;
        private String access = "";
        private boolean urgent;
        private boolean makes;

        private Builder(String method, String... path) {
            this.method = method;
            // a name that an answer lacks is refused as one that can be none, before anything is sent
            this.path = Arrays.stream(path)
                    .map(segment -> segment == null ? "" : segment)
                    .toList();
        }

        /** Adds a query parameter; a null value is left out. */
        public Builder query(String name, Object value) {
            if (value != null) {
                query.put(name, value.toString());
            }
            return this;
        }

        public Builder page(int page) {
            return page(page, LARGEST_PAGE);
        }

        public Builder page(int page, int size) {
            return query(PAGE, page).query(SIZE, size);
        }

        /** Adds a property to the JSON body; a null value is left out. */
        public Builder body(String name, Object value) {
            if (body == null) {
                body = new LinkedHashMap<>();
            }
            if (value != null) {
                body.put(name, value);
            }
            return this;
        }

        public Builder about(String subject) {
            this.subject = subject;
            return this;
        }

        public Builder needs(String access) {
            this.access = access;
            return this;
        }

        public Builder urgent() {
            this.urgent = true;
            return this;
        }

        /** Says that the answer shows what the call has made. */
        public Builder makes() {
            this.makes = true;
            return this;
        }

        public <T> ApiCall<T> as(Class<T> type) {
            return new ApiCall<>(this, TypeFactory.defaultInstance().constructType(type));
        }

        public <T> ApiCall<Page<T>> asPageOf(Class<T> type) {
            return new ApiCall<>(this, TypeFactory.defaultInstance().constructParametricType(Page.class, type));
        }

        public ApiCall<Void> asNothing() {
            return as(Void.class);
        }
    }
}
