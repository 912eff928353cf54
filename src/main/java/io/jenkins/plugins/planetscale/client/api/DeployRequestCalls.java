package io.jenkins.plugins.planetscale.client.api;

import io.jenkins.plugins.planetscale.client.ApiCall;
import io.jenkins.plugins.planetscale.client.DatabaseRef;
import io.jenkins.plugins.planetscale.client.model.DeployRequest;
import io.jenkins.plugins.planetscale.client.model.Page;
import io.jenkins.plugins.planetscale.client.model.Review;
import io.jenkins.plugins.planetscale.client.model.SchemaDocument;
import io.jenkins.plugins.planetscale.client.model.StorageCheck;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * The calls about deploy requests. Legal states, accesses and bodies: {@code docs/planetscale-api.md#legal-calls}
 * and {@code docs/planetscale-api.md#accesses}. The cutover and revert calls are urgent: they go before the token's
 * other traffic.
 */
public final class DeployRequestCalls {
    private static final String READ = "read_deploy_request";
    private static final String WRITE = "create_deploy_request";

    private DeployRequestCalls() {}

    /** @param state {@code open}, {@code closed}, {@code deployed}, or null for all */
    public static ApiCall<Page<DeployRequest>> list(
            DatabaseRef database, String state, String branch, String into, int page) {
        return ApiCall.get(DatabaseCalls.path(database, "deploy-requests"))
                .about("the deploy requests of " + database)
                .needs(READ)
                .query("state", state)
                .query("branch", branch)
                .query("into_branch", into)
                .page(page)
                .asPageOf(DeployRequest.class);
    }

    /**
     * Those that were deployed into a branch since a time, newest first; a few at a time, as each brings its statements.
     * The filter {@code deployed_at} is a range of two times [OpenAPI document].
     */
    public static ApiCall<Page<DeployRequest>> deployed(
            DatabaseRef database, String into, Instant since, Instant now, int page) {
        return ApiCall.get(DatabaseCalls.path(database, "deploy-requests"))
                .about("the deploy requests of " + database)
                .needs(READ)
                .query("into_branch", into)
                .query(
                        "deployed_at",
                        since.truncatedTo(ChronoUnit.SECONDS) + ".."
                                + now.plus(1, ChronoUnit.DAYS).truncatedTo(ChronoUnit.SECONDS))
                .page(page, 10)
                .asPageOf(DeployRequest.class);
    }

    public static ApiCall<DeployRequest> get(DatabaseRef database, int number) {
        return read(database, number).as(DeployRequest.class);
    }

    /** Undocumented [S undocumented-diff]. */
    public static ApiCall<SchemaDocument> diff(DatabaseRef database, int number) {
        return read(database, number, "diff").as(SchemaDocument.class);
    }

    public static ApiCall<StorageCheck> storageCheck(DatabaseRef database, int number) {
        return read(database, number, "storage-check").as(StorageCheck.class);
    }

    public static ApiCall<Page<Review>> reviews(DatabaseRef database, int number, int page) {
        return read(database, number, "reviews").page(page).asPageOf(Review.class);
    }

    /** Opens a deploy request. {@code autoCutover} is always sent [S auto-cutover-inherits]. */
    public static ApiCall<DeployRequest> create(
            DatabaseRef database,
            String branch,
            String into,
            String notes,
            boolean autoCutover,
            boolean autoDeleteBranch) {
        return ApiCall.post(DatabaseCalls.path(database, "deploy-requests"))
                .makes()
                .about("a deploy request from \"" + branch + "\" into \"" + into + "\" of " + database)
                .needs(WRITE)
                .body("branch", branch)
                .body("into_branch", into)
                .body("notes", notes)
                .body("auto_cutover", autoCutover)
                .body("auto_delete_branch", autoDeleteBranch)
                .as(DeployRequest.class);
    }

    public static ApiCall<DeployRequest> close(DatabaseRef database, int number) {
        return write(ApiCall.patch(path(database, number)), database, number)
                .body("state", "closed")
                .as(DeployRequest.class);
    }

    public static ApiCall<DeployRequest> deploy(DatabaseRef database, int number, boolean instantDdl) {
        return write(ApiCall.post(path(database, number, "deploy")), database, number)
                .body("instant_ddl", instantDdl)
                .as(DeployRequest.class);
    }

    public static ApiCall<DeployRequest> cutOver(DatabaseRef database, int number) {
        return post(database, number, "apply-deploy").urgent().as(DeployRequest.class);
    }

    /** Kills the transactions that block the cutover. */
    public static ApiCall<DeployRequest> forceCutover(DatabaseRef database, int number) {
        return post(database, number, "force-cutover").urgent().as(DeployRequest.class);
    }

    public static ApiCall<DeployRequest> revert(DatabaseRef database, int number) {
        return post(database, number, "revert").urgent().as(DeployRequest.class);
    }

    /** Ends the revert window and keeps the change. */
    public static ApiCall<DeployRequest> skipRevert(DatabaseRef database, int number) {
        return post(database, number, "skip-revert").urgent().as(DeployRequest.class);
    }

    public static ApiCall<DeployRequest> cancel(DatabaseRef database, int number) {
        return post(database, number, "cancel").urgent().as(DeployRequest.class);
    }

    public static ApiCall<DeployRequest> autoApply(DatabaseRef database, int number, boolean enable) {
        return write(ApiCall.put(path(database, number, "auto-apply")), database, number)
                .urgent()
                .body("enable", enable)
                .as(DeployRequest.class);
    }

    public static ApiCall<DeployRequest> autoDeleteBranch(DatabaseRef database, int number, boolean enable) {
        return write(ApiCall.put(path(database, number, "auto-delete-branch")), database, number)
                .body("enable", enable)
                .as(DeployRequest.class);
    }

    public static ApiCall<Review> approve(DatabaseRef database, int number, String text) {
        return review(database, number, "approved", text)
                .needs("approve_deploy_request")
                .as(Review.class);
    }

    public static ApiCall<Review> comment(DatabaseRef database, int number, String text) {
        return review(database, number, "commented", text)
                .needs("review_deploy_request")
                .as(Review.class);
    }

    static String subject(DatabaseRef database, int number) {
        return "deploy request #" + number + " of " + database;
    }

    private static ApiCall.Builder review(DatabaseRef database, int number, String state, String text) {
        return write(ApiCall.post(path(database, number, "reviews")), database, number)
                .makes()
                .body("state", state)
                .body("body", text);
    }

    private static ApiCall.Builder read(DatabaseRef database, int number, String... more) {
        return ApiCall.get(path(database, number, more))
                .about(subject(database, number))
                .needs(READ);
    }

    private static ApiCall.Builder post(DatabaseRef database, int number, String verb) {
        return write(ApiCall.post(path(database, number, verb)), database, number);
    }

    private static ApiCall.Builder write(ApiCall.Builder call, DatabaseRef database, int number) {
        return call.about(subject(database, number)).needs(WRITE);
    }

    private static String[] path(DatabaseRef database, int number, String... more) {
        return DatabaseCalls.path(
                database, DatabaseCalls.join("deploy-requests", DatabaseCalls.join(Integer.toString(number), more)));
    }
}
