package io.jenkins.plugins.planetscale.local.calls;

import io.jenkins.plugins.planetscale.local.Branch;
import io.jenkins.plugins.planetscale.local.Database;
import io.jenkins.plugins.planetscale.local.DeployRequest;
import io.jenkins.plugins.planetscale.local.DeployStates;
import io.jenkins.plugins.planetscale.local.Deployment;
import io.jenkins.plugins.planetscale.local.http.ApiError;
import io.jenkins.plugins.planetscale.local.http.LocalRequest;
import io.jenkins.plugins.planetscale.local.http.LocalResponse;
import io.jenkins.plugins.planetscale.local.http.Router;
import io.jenkins.plugins.planetscale.local.json.DeployRequestJson;
import io.jenkins.plugins.planetscale.local.json.DeploymentJson;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.function.BiConsumer;

/** Deploy requests and what is done to them (docs/planetscale-api.md#legal-calls). */
public final class DeployRequestCalls {
    private static final String ALL = Router.DATABASE + "/deploy-requests";
    private static final String ONE = ALL + "/:number";
    private static final String READ = "read_deploy_request";
    private static final String WRITE = "create_deploy_request";

    private DeployRequestCalls() {}

    public static void register(Router router) {
        router.on("GET", ALL, DeployRequestCalls::list, READ);
        router.on("POST", ALL, DeployRequestCalls::create, WRITE);
        router.on("GET", ONE, call -> LocalResponse.ok(DeployRequestJson.of(call.deployRequest())), READ);
        router.on("PATCH", ONE, DeployRequestCalls::change, WRITE);
        action(
                router,
                "/deploy",
                (call, deployment) -> deployment.deploy(call.flag("instant_ddl", false), call.actor()));
        action(router, "/apply-deploy", (call, deployment) -> deployment.apply(call.actor()));
        action(router, "/cancel", (call, deployment) -> deployment.cancel(call.actor()));
        action(router, "/complete-deploy", (call, deployment) -> deployment.completeErrored(call.actor()));
        action(router, "/force-cutover", (call, deployment) -> deployment.forceCutover());
        action(router, "/revert", (call, deployment) -> deployment.revert());
        action(router, "/skip-revert", (call, deployment) -> deployment.skipRevert());
        router.on("PUT", ONE + "/auto-apply", DeployRequestCalls::autoApply, WRITE);
        router.on("PUT", ONE + "/auto-delete-branch", DeployRequestCalls::autoDeleteBranch, WRITE);
        router.on(
                "GET",
                Router.DATABASE + "/deploy-queue",
                call -> LocalResponse.page(call, call.database().queue(null), DeploymentJson::of));
    }

    private static void action(Router router, String name, BiConsumer<LocalRequest, Deployment> action) {
        router.on(
                "POST",
                ONE + name,
                call -> {
                    DeployRequest request = call.deployRequest();
                    action.accept(call, request.deployment);
                    return LocalResponse.ok(DeployRequestJson.of(request));
                },
                WRITE);
    }

    private static LocalResponse list(LocalRequest call) {
        String state = call.query("state");
        String branch = call.query("branch");
        String into = call.query("into_branch");
        String deployed = call.query("deployed_at");
        List<DeployRequest> found = call.database().deployRequests.stream()
                .filter(request -> state == null || matches(request, state))
                .filter(request -> branch == null || request.source.name.equals(branch))
                .filter(request -> into == null || request.into.name.equals(into))
                .filter(request -> deployed == null || within(request, deployed.split("\\.\\.")))
                .sorted(Comparator.comparingInt(DeployRequest::number).reversed())
                .toList();
        return LocalResponse.counted(call, found, DeployRequestJson::of);
    }

    /** {@code from..to}, as the OpenAPI document has it. */
    private static boolean within(DeployRequest request, String[] range) {
        Instant at = request.deployment.times.cutover;
        return at != null && !at.isBefore(Instant.parse(range[0])) && !at.isAfter(Instant.parse(range[1]));
    }

    /** {@code open}, {@code closed}, {@code deployed}; any other state is compared with {@code deployment_state}. */
    private static boolean matches(DeployRequest request, String state) {
        return switch (state) {
            case "open" -> !request.closed();
            case "closed" -> request.closed();
            case "deployed" -> request.deployment.times.cutover != null;
            default -> request.deployment.state.equals(state);
        };
    }

    private static LocalResponse create(LocalRequest call) {
        Database database = call.database();
        if (database.postgres()) {
            throw ApiError.unprocessable("Deploy requests are not supported for PostgreSQL databases.");
        }
        Branch source = LocalRequest.present(database.branches.get(call.requiredText("branch")));
        Branch into = LocalRequest.present(database.branches.get(call.text("into_branch", database.defaultBranch)));
        if (!into.safeMigrations) {
            throw ApiError.unprocessable("Into branch " + into.name + " must be a branch with safe migrations enabled");
        }
        if (source == into) {
            throw ApiError.unprocessable("Branch must differ from the branch it is deployed into");
        }
        if (!source.ready || !source.schemaReady) {
            throw ApiError.unprocessable("Database branch " + source.name + " is not ready.");
        }
        DeployRequest request = new DeployRequest(database, source, into, call.actor(), call.text("notes", ""));
        request.deployment.autoCutover = call.flag("auto_cutover", database.autoCutoverDefault);
        request.deployment.autoDeleteBranch = call.flag("auto_delete_branch", false);
        database.deployRequests.add(request);
        database.counters.created("deploy requests");
        database.announce("deploy_request.opened", DeployRequestJson.resource(request));
        return LocalResponse.created(DeployRequestJson.of(request));
    }

    private static LocalResponse change(LocalRequest call) {
        DeployRequest request = call.deployRequest();
        String state = call.text("state");
        if (state != null && !state.equals("closed")) {
            throw ApiError.unprocessable("State must be closed");
        }
        if (state != null && !request.closed()) {
            if (!DeployStates.BEFORE_DEPLOY.contains(request.deployment.state)) {
                throw ApiError.unprocessable("Cannot close: deployment is " + request.deployment.state + ".");
            }
            request.close("closed", call.actor());
        }
        return LocalResponse.ok(DeployRequestJson.of(request));
    }

    private static LocalResponse autoApply(LocalRequest call) {
        DeployRequest request = call.deployRequest();
        request.deployment.autoCutover(call.flag("enable", false));
        return LocalResponse.ok(DeployRequestJson.of(request));
    }

    private static LocalResponse autoDeleteBranch(LocalRequest call) {
        DeployRequest request = call.deployRequest();
        boolean enable = call.flag("enable", false);
        if (request.closed()) {
            throw ApiError.unprocessable("Deploy request is closed.");
        }
        if (request.deployment.autoDeleteBranch != enable) {
            request.deployment.autoDeleteBranch = enable;
            request.effects.add("auto-delete-branch " + enable);
        }
        return LocalResponse.ok(DeployRequestJson.of(request));
    }
}
