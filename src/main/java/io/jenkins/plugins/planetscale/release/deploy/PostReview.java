package io.jenkins.plugins.planetscale.release.deploy;

import io.jenkins.plugins.planetscale.client.ApiCall;
import io.jenkins.plugins.planetscale.client.DatabaseRef;
import io.jenkins.plugins.planetscale.client.api.DeployRequestCalls;
import io.jenkins.plugins.planetscale.client.error.PlanetScaleException;
import io.jenkins.plugins.planetscale.client.error.RefusedException;
import io.jenkins.plugins.planetscale.client.model.Page;
import io.jenkins.plugins.planetscale.client.model.Review;
import io.jenkins.plugins.planetscale.release.ApiRequest;
import io.jenkins.plugins.planetscale.release.CallFailedException;
import io.jenkins.plugins.planetscale.release.InvalidInputException;
import io.jenkins.plugins.planetscale.release.Marker;
import io.jenkins.plugins.planetscale.release.Operation;
import io.jenkins.plugins.planetscale.release.PagedSearch;
import io.jenkins.plugins.planetscale.release.UnconfirmedCall;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/**
 * Writes a comment or an approval to a deploy request exactly once: looks for its marker among the reviews first. A
 * marker stands for one comment and one approval; a step that writes more takes more markers. Results in the id of the
 * review.
 */
public final class PostReview extends Operation<String> {
    private static final long serialVersionUID = 1L;
    private static final Duration LAG_PACE = Duration.ofSeconds(3);

    private final DatabaseRef database;
    private final int number;
    private final boolean approve;
    private final String text;
    private final Marker marker;
    private PagedSearch search = new PagedSearch();
    private final UnconfirmedCall attempts = new UnconfirmedCall();
    private transient boolean post;
    private String result;

    private PostReview(DatabaseRef database, int number, boolean approve, String text, Marker marker)
            throws InvalidInputException {
        if (number < 1) {
            throw new InvalidInputException("Deploy request numbers begin with 1; " + number + " is not valid.");
        }
        this.database = Objects.requireNonNull(database);
        this.number = number;
        this.approve = approve;
        this.text = text;
        this.marker = Objects.requireNonNull(marker);
    }

    /** A comment. Needs the access {@code review_deploy_request}. */
    public static PostReview comment(DatabaseRef database, int number, String text, Marker marker)
            throws InvalidInputException {
        if (text == null || text.isBlank()) {
            throw new InvalidInputException("The comment on deploy request #" + number + " is empty; give a text.");
        }
        return new PostReview(database, number, false, text, marker);
    }

    /**
     * An approval. Needs the access {@code approve_deploy_request}; PlanetScale lets no token approve what it opened.
     *
     * @param text may be null
     */
    public static PostReview approve(DatabaseRef database, int number, String text, Marker marker)
            throws InvalidInputException {
        return new PostReview(database, number, true, text, marker);
    }

    @Override
    protected ApiRequest<?> step(Instant now) {
        if (!post) {
            return ApiRequest.of(DeployRequestCalls.reviews(database, number, search.page()), this::page);
        }
        post = false;
        attempts.sent(now);
        search = new PagedSearch();
        String body = marker.review(text);
        ApiCall<Review> call = approve
                ? DeployRequestCalls.approve(database, number, body)
                : DeployRequestCalls.comment(database, number, body);
        return ApiRequest.of(call, (Review review, Instant at) -> finish(review))
                .notedIn(attempts)
                .on(RefusedException.class, this::refused);
    }

    private void page(Page<Review> page, Instant now) {
        for (Review review : page.data()) {
            if (marker.marks(review.body()) && approve == "approved".equals(review.state())) {
                finish(review);
                return;
            }
        }
        if (!search.isLast(page)) {
            return;
        }
        if (attempts.isListReliable(now)) {
            post = true;
        } else {
            search = new PagedSearch();
            waitFor(LAG_PACE, now);
        }
    }

    private void refused(PlanetScaleException error, Instant now) throws CallFailedException {
        throw new CallFailedException(
                approve
                        ? "PlanetScale lets nobody approve a deploy request that the same token has opened; use another"
                                + " token for approvals. "
                        : "",
                error);
    }

    private void finish(Review review) {
        result = review.id();
        progress((approve ? "Approved" : "Commented on") + " deploy request #" + number + ".");
        end();
    }

    @Override
    public String result() {
        return result;
    }

    @Override
    public String status(Instant now) {
        return (approve ? "approving" : "commenting on") + " deploy request #" + number;
    }

    @Override
    protected String unfinished() {
        return attempts.mayHaveCreated() ? "It may be there nevertheless." : "Nothing was written.";
    }
}
