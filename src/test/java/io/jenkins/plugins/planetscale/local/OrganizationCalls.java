package io.jenkins.plugins.planetscale.local;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Organizations, databases, regions and the user. */
final class OrganizationCalls {
    private OrganizationCalls() {}

    static void register(Router router) {
        router.on("GET", "/organizations", OrganizationCalls::organizations);
        router.on(
                "GET",
                "/organizations/:organization",
                call -> Answer.ok(OrganizationJson.of(call.organization())),
                "read_organization");
        router.on("GET", "/organizations/:organization/databases", OrganizationCalls::databases, Accesses.ANY);
        router.on("GET", Router.DATABASE, call -> Answer.ok(OrganizationJson.of(call.database())), Accesses.ANY);
        router.open("GET", "/regions", OrganizationCalls::regions);
        router.on("GET", "/user", OrganizationCalls::user);
    }

    private static Answer organizations(Call call) {
        List<Organization> own = call.world.all().stream()
                .filter(organization -> organization.name.equals(call.token.organization()))
                .toList();
        return Answer.page(call, own, OrganizationJson::of);
    }

    private static Answer databases(Call call) {
        String part = call.query("q");
        List<Database> found = call.organization().databases.values().stream()
                .filter(database -> part == null || database.name.contains(part))
                .toList();
        return Answer.counted(call, found, OrganizationJson::of);
    }

    private static Answer regions(Call call) {
        return Answer.page(call, List.of("us-east", "us-west", "eu-west"), Json::region);
    }

    private static Answer user(Call call) {
        ObjectNode user = Json.actor(call.actor());
        user.put("name", call.actor());
        user.put("email", call.token.id() + "@service-tokens.example.com");
        String since = Json.time(call.world.find(call.token.organization()).createdAt);
        user.put("created_at", since);
        user.put("updated_at", since);
        user.put("two_factor_auth_configured", false);
        user.putNull("default_organization");
        return Answer.ok(user);
    }
}
