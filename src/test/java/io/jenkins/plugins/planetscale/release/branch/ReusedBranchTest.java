package io.jenkins.plugins.planetscale.release.branch;

import static io.jenkins.plugins.planetscale.release.OperationHarness.DATABASE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.planetscale.client.api.NewBranch;
import io.jenkins.plugins.planetscale.local.FaultRule;
import io.jenkins.plugins.planetscale.release.DryRun;
import io.jenkins.plugins.planetscale.release.InvalidInputException;
import io.jenkins.plugins.planetscale.release.OperationHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A branch that exists: brought up to date, and never passed off as one with other options; what cannot be made is named. */
class ReusedBranchTest {
    private final OperationHarness rig = new OperationHarness();

    @AfterEach
    void close() {
        rig.close();
    }

    private static EnsureBranch of(NewBranch wanted) throws InvalidInputException {
        return new EnsureBranch(DATABASE, wanted, IfExists.REUSE);
    }

    private static NewBranch dev(String parent, boolean seed, String region, String size) {
        return new NewBranch("dev", parent, seed, null, region, size);
    }

    private boolean refreshed() {
        return rig.server.exchanges().stream()
                .anyMatch(exchange -> exchange.path().endsWith("/dev/refresh-schema"));
    }

    @Test
    void itsSchemaIsRefreshedAndAwaited() throws Exception {
        rig.devBranch().staleSchema(true);
        rig.result(of(dev(null, false, null, null)));
        assertTrue(refreshed());
        assertFalse(rig.server
                .exchanges()
                .get(rig.server.exchanges().size() - 1)
                .body()
                .contains("\"stale_schema\":true"));
        assertTrue(rig.log.toString().contains("waiting for its schema to be refreshed"), rig.log.toString());
    }

    @Test
    void aPlanetScaleThatKnowsNoRefreshIsNoReasonToFail() throws Exception {
        rig.devBranch();
        rig.server
                .faults()
                .add(FaultRule.on("POST", "/refresh-schema$").forever().status(404));
        assertEquals("dev", rig.result(of(dev(null, false, null, null))).name());
    }

    @Test
    void aViewThatStaysStaleIsSaidAndNotAwaitedForEver() throws Exception {
        rig.devBranch().staleSchema(true);
        rig.server
                .faults()
                .add(FaultRule.on("POST", "/refresh-schema$").forever().status(404));
        rig.result(of(dev(null, false, null, null)));
        assertTrue(rig.log.toString().contains("is stale"), rig.log.toString());
    }

    @Test
    void aDryRunRefreshesNothing() throws Exception {
        rig.devBranch();
        assertEquals(false, rig.result(new DryRun(of(dev(null, false, null, null)))));
        assertFalse(refreshed());
    }

    @Test
    void anotherParentIsRefused() throws Exception {
        rig.devBranch();
        rig.database.branch("staging").schema(OperationHarness.SCHEMA);
        String said = rig.failure(of(dev("staging", false, null, null))).getMessage();
        assertTrue(said.contains("\"main\"") && said.contains("\"staging\""), said);
    }

    @Test
    void optionsThatCannotCountAreSaid() throws Exception {
        rig.devBranch();
        rig.result(of(dev("main", true, "eu-west", "PS_20")));
        String said = rig.log.toString();
        assertTrue(said.contains("have no effect"), said);
        assertTrue(said.contains("seedData") && said.contains("'PS_20'") && said.contains("'eu-west'"), said);
    }

    @Test
    void optionsThatItHasAreNotSaid() throws Exception {
        rig.devBranch();
        rig.result(of(dev("main", false, "us-east", "PS_DEV")));
        assertFalse(rig.log.toString().contains("have no effect"), rig.log.toString());
    }

    @Test
    void aMissingParentIsNamedBeforeAnythingIsMadeOrDeleted() throws Exception {
        rig.devBranch();
        String said = rig.failure(new EnsureBranch(
                        DATABASE, new NewBranch("dev", "nosuch", false, null, null, null), IfExists.RECREATE))
                .getMessage();
        assertTrue(said.contains("\"nosuch\"") && said.contains("does not exist"), said);
        assertTrue(rig.database.hasBranch("dev"));
    }

    @Test
    void whatWasAskedForIsNamedWhenPlanetScaleRefuses() throws Exception {
        String region = rig.failure(of(new NewBranch("new", null, false, null, "mars-north", null)))
                .getMessage();
        assertTrue(region.contains("region \"mars-north\""), region);
        String backup = rig.failure(of(new NewBranch("new", null, false, "b0gus", null, "PS_DEV")))
                .getMessage();
        assertTrue(backup.contains("backup \"b0gus\""), backup);
        assertFalse(rig.database.hasBranch("new"));
    }

    @Test
    void aBranchWithoutSchemaReadyIsReady() throws Exception {
        rig.devBranch();
        rig.server
                .faults()
                .add(FaultRule.on("GET", "/branches/dev$")
                        .body(
                                200,
                                "application/json",
                                "{\"id\":\"" + id("dev")
                                        + "\",\"name\":\"dev\",\"ready\":true,\"parent_branch\":\"main\"}")
                        .forever());
        assertEquals("dev", rig.result(of(dev(null, false, null, null))).name());
    }

    private String id(String branch) throws Exception {
        return rig.client
                .execute(io.jenkins.plugins.planetscale.client.api.BranchCalls.get(DATABASE, branch))
                .id();
    }

    @Test
    void aDatabaseThatIsNotMysqlIsRefusedAtTheFirstRead() throws Exception {
        rig.database.kind("postgresql");
        String said = rig.failure(of(new NewBranch("new", null, false, null, null, null)))
                .getMessage();
        assertTrue(said.contains("postgresql"), said);
        assertEquals(1, rig.server.exchanges().size());
    }

    @Test
    void anOpenDeployRequestThatKeepsABranchIsNamedOrClosed() throws Exception {
        rig.deployRequest("ready");
        rig.server
                .faults()
                .add(FaultRule.on("DELETE", null)
                        .body(
                                422,
                                "application/json",
                                "{\"code\":\"unprocessable\",\"message\":\"Cannot delete a branch that has an open deploy"
                                        + " request.\"}")
                        .times(1));
        String said = rig.failure(new DeleteBranch(DATABASE, "dev", false)).getMessage();
        assertTrue(said.contains("deploy request #1 from \"dev\" into \"main\""), said);
        assertTrue(said.contains("closeDeployRequests: true"), said);
        assertEquals("open", rig.database.deployRequest(1).state());
        String own = id("dev");
        rig.result(new DeleteBranch(DATABASE, "dev", false).own(own));
        assertEquals("closed", rig.database.deployRequest(1).state());
        assertFalse(rig.database.hasBranch("dev"));
    }

    @Test
    void openDeployRequestsAreClosedFirstWhereThatIsWanted() throws Exception {
        rig.deployRequest("ready");
        rig.result(new DeleteBranch(DATABASE, "dev", false).closingDeployRequests(true));
        assertEquals("closed", rig.database.deployRequest(1).state());
        assertTrue(rig.log.toString().contains("Closed deploy request #1"), rig.log.toString());
    }

    @Test
    void oneThatCanStillBeRevertedIsWaitedForAndNotClosed() throws Exception {
        rig.deployRequest("complete_pending_revert");
        rig.result(new DeleteBranch(DATABASE, "dev", false).closingDeployRequests(true));
        assertEquals("complete", rig.database.deployRequest(1).deploymentState());
        assertFalse(rig.database.hasBranch("dev"));
        assertFalse(rig.log.toString().contains("Closed deploy request"), rig.log.toString());
    }
}
