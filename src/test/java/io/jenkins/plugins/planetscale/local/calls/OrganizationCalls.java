package io.jenkins.plugins.planetscale.local.calls;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.planetscale.local.Accesses;
import io.jenkins.plugins.planetscale.local.Database;
import io.jenkins.plugins.planetscale.local.Organization;
import io.jenkins.plugins.planetscale.local.http.LocalRequest;
import io.jenkins.plugins.planetscale.local.http.LocalResponse;
import io.jenkins.plugins.planetscale.local.http.Router;
import io.jenkins.plugins.planetscale.local.json.Json;
import io.jenkins.plugins.planetscale.local.json.OrganizationJson;
import java.util.List;

/** Organizations, databases, regions and the user. */
public final class OrganizationCalls {
    private OrganizationCalls() {}

    public static void register(Router router) {
        router.on("GET", "/organizations", OrganizationCalls::organizations);
        router.on(
                "GET",
                "/organizations/:organization",
                call -> LocalResponse.ok(OrganizationJson.of(call.organization())),
                "read_organization");
        router.on("GET", "/organizations/:organization/databases", OrganizationCalls::databases, Accesses.ANY);
        router.on("GET", Router.DATABASE, call -> LocalResponse.ok(OrganizationJson.of(call.database())), Accesses.ANY);
        router.open("GET", "/regions", OrganizationCalls::regions);
        router.on("GET", "/user", OrganizationCalls::user);
    }

    private static LocalResponse organizations(LocalRequest call) {
        List<Organization> own = call.world.all().stream()
                .filter(organization -> organization.name.equals(call.token.organization()))
                .toList();
        return LocalResponse.page(call, own, OrganizationJson::of);
    }

    private static LocalResponse databases(LocalRequest call) {
        String part = call.query("q");
        List<Database> found = call.organization().databases.values().stream()
                .filter(database -> part == null || database.name.contains(part))
                .toList();
        return LocalResponse.counted(call, found, OrganizationJson::of);
    }

    private static LocalResponse regions(LocalRequest call) {
        return LocalResponse.page(call, List.of("us-east", "us-west", "eu-west"), Json::region);
    }

    private static LocalResponse user(LocalRequest call) {
        ObjectNode user = Json.actor(call.actor());
        user.put("name", call.actor());
        user.put("email", call.token.id() + "@service-tokens.example.com");
        String since = Json.time(call.world.find(call.token.organization()).createdAt);
        user.put("created_at", since);
        user.put("updated_at", since);
        user.put("two_factor_auth_configured", false);
        user.putNull("default_organization");
        return LocalResponse.ok(user);
    }
}
