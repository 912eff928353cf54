package io.jenkins.plugins.planetscale.local;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jenkins.plugins.planetscale.local.http.Api;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may do what; what one may not do looks absent (docs/planetscale-api.md#accesses). */
class AccessTest {
    private final LocalPlanetScale local = LocalPlanetScale.start();
    private final Api admin = Api.of(local);

    @AfterEach
    void stop() {
        local.close();
    }

    @Test
    void anUnknownARevokedOrAMalformedTokenIsUnauthorized() {
        Api revoked = Api.as(local, "old");
        assertEquals(200, revoked.get(Api.DB).status());
        local.world().revokeToken("old");
        for (Api api : new Api[] {
            revoked,
            Api.withHeader(local, null),
            Api.withHeader(local, "admin:wrong"),
            Api.withHeader(local, "Bearer admin-secret")
        }) {
            Api.Reply reply = api.get(Api.DB);
            assertEquals(401, reply.status());
            assertEquals("unauthorized", reply.json().path("code").asText());
        }
    }

    @Test
    void aMissingAccessIsAnsweredExactlyAsAnAbsentObject() {
        Api poor = Api.as(local, "poor", "read_branch");
        Api.Reply forbidden = poor.post(Api.DB + "/branches", "{'name':'dev'}");
        Api.Reply absent = admin.get("/organizations/acme/databases/none");
        assertEquals(404, forbidden.status());
        assertEquals(absent.text(), forbidden.text());
        assertEquals("not_found", forbidden.json().path("code").asText());
    }

    @Test
    void anotherOrganizationIsNotFound() {
        local.world().database("rival", "shop");
        assertEquals(404, admin.get("/organizations/rival/databases/shop").status());
        assertEquals(1, admin.get("/organizations").json().path("data").size());
    }

    @Test
    void regionsNeedNoToken() {
        assertEquals(200, Api.withHeader(local, null).get("/regions").status());
    }

    @ParameterizedTest
    @CsvSource({
        "GET,    /branches,                                  read_branch",
        "POST,   /branches,                                  create_branch",
        "GET,    /branches/main/schema,                      delete_branch",
        "DELETE, /branches/dev,                              delete_branch",
        "GET,    /branches/dev/passwords,                    read_branch",
        "POST,   /branches/dev/passwords,                    connect_branch",
        "POST,   /branches/main/passwords,                   connect_production_branch",
        "POST,   /branches/dev/promote,                      promote_branches",
        "GET,    /branches/dev/backups,                      read_backups",
        "POST,   /branches/dev/backups,                      write_backups",
        "GET,    /branches/dev/insights/errors,              read_database",
        "GET,    /deploy-requests,                           read_deploy_request",
        "POST,   /deploy-requests,                           create_deploy_request",
        "GET,    /deploy-requests/1,                         read_deploy_request",
        "GET,    /deploy-requests/1/diff,                    read_deploy_request",
        "POST,   /deploy-requests/1/deploy,                  create_deploy_request",
        "POST,   /deploy-requests/1/reviews,                 review_deploy_request",
        "GET,    /webhooks,                                  read_database",
        "POST,   /webhooks,                                  write_database"
    })
    void eachCallNeedsItsAccess(String method, String path, String access) {
        local.world().database("acme", "shop").branch("dev");
        admin.post(Api.DB + "/deploy-requests", "{'branch':'dev','into_branch':'main'}");
        String body = method.equals("POST") ? "{}" : null;
        Api without = Api.as(local, "without", "read_organization");
        Api with = Api.as(local, "with", access);
        assertEquals(404, without.send(method, Api.DB + path, body).status());
        int status = with.send(method, Api.DB + path, body).status();
        // a POST may still lack its parameters; what matters is that it is let through to be told so
        assertEquals(true, status < 300 || status == 422 || path.equals("/deploy-requests"), "status " + status);
    }

    @Test
    void aTokenForDevelopmentBranchesFindsNoProductionBranchToConnectTo() {
        local.world().database("acme", "shop").branch("dev");
        Api developer = Api.as(local, "developer", Accesses.MINIMAL.toArray(String[]::new));
        assertEquals(
                201, developer.post(Api.DB + "/branches/dev/passwords", "{}").status());
        assertEquals(
                404, developer.post(Api.DB + "/branches/main/passwords", "{}").status());
        Api reader = Api.as(local, "reader", "connect_production_read_only_branch");
        assertEquals(404, reader.post(Api.DB + "/branches/main/passwords", "{}").status());
        assertEquals(
                201,
                reader.post(Api.DB + "/branches/main/passwords", "{'role':'reader'}")
                        .status());
    }
}
