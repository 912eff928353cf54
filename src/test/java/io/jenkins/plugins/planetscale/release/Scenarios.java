package io.jenkins.plugins.planetscale.release;

import static io.jenkins.plugins.planetscale.release.OperationHarness.DATABASE;
import static io.jenkins.plugins.planetscale.release.OperationHarness.MARKER;

import io.jenkins.plugins.planetscale.client.api.DeployRequestCalls;
import io.jenkins.plugins.planetscale.client.api.NewBranch;
import io.jenkins.plugins.planetscale.client.api.PasswordCalls;
import io.jenkins.plugins.planetscale.client.error.PlanetScaleException;
import io.jenkins.plugins.planetscale.release.branch.DeleteBranch;
import io.jenkins.plugins.planetscale.release.branch.EnsureBranch;
import io.jenkins.plugins.planetscale.release.branch.IfExists;
import io.jenkins.plugins.planetscale.release.branch.TakeBackup;
import io.jenkins.plugins.planetscale.release.check.OpenDeployRequest;
import io.jenkins.plugins.planetscale.release.decision.DeployRequestDecision;
import io.jenkins.plugins.planetscale.release.decision.ExecuteDecision;
import io.jenkins.plugins.planetscale.release.deploy.AbortDeployRequest;
import io.jenkins.plugins.planetscale.release.deploy.ApplyChange;
import io.jenkins.plugins.planetscale.release.deploy.Deploy;
import io.jenkins.plugins.planetscale.release.deploy.PostReview;
import io.jenkins.plugins.planetscale.release.gate.InstantDdl;
import io.jenkins.plugins.planetscale.release.password.MintPassword;
import io.jenkins.plugins.planetscale.release.password.RenewPassword;
import io.jenkins.plugins.planetscale.release.password.RevokePassword;
import io.jenkins.plugins.planetscale.release.window.RevertWindow;
import io.jenkins.plugins.planetscale.release.window.WatchInsights;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** One undisturbed run of every operation, to be disturbed at every exchange. */
public final class Scenarios {
    private Scenarios() {}

    /** Makes an operation; may fail, as real callers' input may. */
    interface Start {
        Operation<?> start(OperationHarness rig) throws Exception;
    }

    /**
     * @param prepare sets the server up, without the operation's help
     * @param person what people do while it runs
     * @param secret whether a secret can be lost, so that more passwords may have been minted than are left
     */
    record Scenario(
            String name,
            Consumer<OperationHarness> prepare,
            Start start,
            Consumer<Operation<?>> person,
            boolean secret) {
        Scenario(String name, Consumer<OperationHarness> prepare, Start start) {
            this(name, prepare, start, ignored -> {}, false);
        }

        /** Whether its end is a failure, undisturbed as well. */
        boolean fails() {
            return name.startsWith("give up ");
        }

        Operation<?> operation(OperationHarness rig) {
            try {
                return start.start(rig);
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Scenario> all() {
        return Stream.of(
                        branches(),
                        passwords(),
                        deployRequests(),
                        windows(),
                        decided(),
                        abandoned(),
                        givenUp(),
                        beside())
                .flatMap(List::stream);
    }

    private static NewBranch branch(String name, boolean seed) {
        return new NewBranch(name, "main", seed, null, null, null);
    }

    private static List<Scenario> branches() {
        return List.of(
                new Scenario(
                        "make a branch",
                        rig -> {},
                        rig -> new EnsureBranch(DATABASE, branch("feature-1", false), IfExists.FAIL)),
                new Scenario(
                        "make a seeded branch",
                        rig -> {},
                        rig -> new EnsureBranch(DATABASE, branch("feature-1", true), IfExists.REUSE)),
                new Scenario(
                        "make a small branch with data",
                        rig -> {},
                        rig -> new EnsureBranch(
                                DATABASE, new NewBranch("feature-1", null, true, null, null, "PS_DEV"), IfExists.FAIL)),
                new Scenario(
                        "delete a branch with an open deploy request",
                        rig -> rig.deployRequest("ready"),
                        rig -> new DeleteBranch(DATABASE, "dev", false).closingDeployRequests(true)),
                new Scenario(
                        "reuse a branch",
                        OperationHarness::devBranch,
                        rig -> new EnsureBranch(DATABASE, branch("dev", false), IfExists.REUSE)),
                new Scenario(
                        "recreate a branch",
                        OperationHarness::devBranch,
                        rig -> new EnsureBranch(DATABASE, branch("dev", false), IfExists.RECREATE)),
                new Scenario(
                        "delete a branch",
                        OperationHarness::devBranch,
                        rig -> new DeleteBranch(DATABASE, "dev", false)),
                new Scenario("take a backup", rig -> {}, rig -> new TakeBackup(DATABASE, "main", "before-release", true)
                        .keepFor(2, "week")));
    }

    private static List<Scenario> passwords() {
        return List.of(
                new Scenario("mint a password", OperationHarness::devBranch, rig -> mint(), ignored -> {}, true),
                new Scenario(
                        "revoke a password", Scenarios::minted, rig -> new RevokePassword(DATABASE, "dev", MARKER)),
                new Scenario(
                        "renew a password",
                        Scenarios::minted,
                        rig -> new RenewPassword(
                                DATABASE,
                                "dev",
                                rig.client
                                        .execute(PasswordCalls.list(DATABASE, "dev", 1))
                                        .data()
                                        .get(0)
                                        .id())));
    }

    static MintPassword mint() throws InvalidInputException {
        return new MintPassword(DATABASE, "dev", MARKER, "admin", Duration.ofHours(1), false, List.of());
    }

    private static void minted(OperationHarness rig) {
        rig.devBranch();
        try {
            rig.client.execute(PasswordCalls.create(DATABASE, "dev", MARKER.token(), "admin", 3600L, false, null));
            rig.client.execute(PasswordCalls.create(DATABASE, "dev", "somebody's", "admin", 3600L, false, null));
        } catch (PlanetScaleException e) {
            throw new AssertionError(e);
        }
    }

    private static List<Scenario> deployRequests() {
        return List.of(
                new Scenario("open a deploy request", OperationHarness::devBranch, rig -> open("dev")),
                new Scenario("adopt a deploy request", rig -> rig.deployRequest("ready"), rig -> open("dev")),
                new Scenario(
                        "open an empty deploy request",
                        rig -> rig.database.branch("dev").schema(OperationHarness.SCHEMA),
                        rig -> open("dev")),
                new Scenario("stage", rig -> rig.deployRequest("ready"), rig -> Deploy.stage(DATABASE, 1)),
                new Scenario(
                        "stage one that cuts over by itself", Scenarios::autoCutover, rig -> Deploy.stage(DATABASE, 1)),
                new Scenario("apply", rig -> rig.deployRequest("ready"), rig -> Deploy.apply(DATABASE, 1)),
                new Scenario(
                        "apply with approval",
                        rig -> rig.deployRequest("ready"),
                        rig -> Deploy.apply(DATABASE, 1).approvalNeeded(),
                        Scenarios::approve,
                        false),
                new Scenario(
                        "apply a branch as it was checked and shown",
                        rig -> rig.deployRequest("ready"),
                        rig -> ApplyChange.ofBranch(DATABASE, "dev", null)
                                .approvalNeeded()
                                .checked(Map.of(1, rig.seen())),
                        Scenarios::approve,
                        false),
                new Scenario(
                        "apply what was not checked",
                        rig -> rig.deployRequest("ready"),
                        rig -> ApplyChange.of(DATABASE, 1)),
                new Scenario("adopt and have the branch deleted", rig -> rig.deployRequest("ready"), rig -> open("dev")
                        .autoDeleteBranch(true)),
                new Scenario("apply by instant DDL", rig -> rig.deployRequest("ready"), rig -> Deploy.apply(DATABASE, 1)
                        .instant(InstantDdl.REQUIRE)),
                new Scenario(
                        "force a cutover that hangs",
                        rig -> {
                            rig.deployRequest("ready");
                            rig.database.timings().stuckCutover(true);
                        },
                        rig -> Deploy.apply(DATABASE, 1).forceCutoverAfter(Duration.ofSeconds(20))));
    }

    public static OpenDeployRequest open(String branch) throws InvalidInputException {
        return new OpenDeployRequest(DATABASE, branch, "main", MARKER).notes("Webhooks for Empress Products");
    }

    private static void autoCutover(OperationHarness rig) {
        rig.deployRequest("ready");
        try {
            rig.client.execute(DeployRequestCalls.autoApply(DATABASE, 1, true));
        } catch (PlanetScaleException e) {
            throw new AssertionError(e);
        }
    }

    private static void approve(Operation<?> operation) {
        if (operation instanceof Deploy deploy && deploy.awaitsApproval()) {
            deploy.approve("ainsley");
        }
        if (operation instanceof ApplyChange apply && apply.awaitsApproval()) {
            apply.approved(1, "ainsley", MARKER, "Approved.");
        }
    }

    private static List<Scenario> windows() {
        Consumer<OperationHarness> live = rig -> rig.deployRequest("complete_pending_revert");
        return List.of(
                new Scenario(
                        "keep the change",
                        live,
                        rig -> RevertWindow.hold(DATABASE, 1),
                        operation -> ((RevertWindow) operation).keep("all checks are green"),
                        false),
                new Scenario("let the window run out", live, rig -> RevertWindow.hold(DATABASE, 1)),
                new Scenario("revert", live, rig -> RevertWindow.revertNow(DATABASE, 1, "2 of 3 checks failed")));
    }

    private static List<Scenario> decided() {
        return List.of(
                decided(DeployRequestDecision.APPLY, "pending_cutover"),
                decided(DeployRequestDecision.REVERT, "complete_pending_revert"),
                decided(DeployRequestDecision.KEEP, "complete_pending_revert"));
    }

    private static Scenario decided(DeployRequestDecision decision, String state) {
        return new Scenario(
                "a person decides: " + decision,
                rig -> {
                    rig.deployRequest(state);
                    rig.database.timings().revert(Duration.ofMinutes(1)); // a closed one takes no comment any more
                },
                rig -> new ExecuteDecision(DATABASE, 1, decision, "Ainsley decided.", MARKER).expect(rig.seen()));
    }

    private static List<Scenario> abandoned() {
        return List.of(
                abandon("ready", AbortDeployRequest.AbortPolicy.CLOSE),
                abandon("in_progress", AbortDeployRequest.AbortPolicy.CANCEL),
                abandon("pending_cutover", AbortDeployRequest.AbortPolicy.CLOSE),
                abandon("complete_pending_revert", AbortDeployRequest.AbortPolicy.REVERT));
    }

    private static List<Scenario> givenUp() {
        return List.of(
                givenUp(
                        "abandon an opening without a number",
                        rig -> open("dev"),
                        4,
                        rig -> AbortDeployRequest.opened(
                                (OpenDeployRequest) rig.left, AbortDeployRequest.AbortPolicy.CLOSE)),
                givenUp(
                        "delete a branch whose creation was not answered",
                        rig -> new EnsureBranch(DATABASE, branch("feature-1", false), IfExists.REUSE),
                        3,
                        rig -> DeleteBranch.madeBy((EnsureBranch) rig.left)),
                givenUp(
                        "revoke a password that was never told",
                        rig -> mint(),
                        3,
                        rig -> RevokePassword.mintedBy((MintPassword) rig.left)));
    }

    private static Scenario givenUp(String name, Start first, int exchange, Start then) {
        Consumer<OperationHarness> prepare = rig -> {
            rig.devBranch();
            try {
                rig.left = rig.givenUp(first.start(rig), exchange, true);
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        };
        return new Scenario(name, prepare, then);
    }

    private static List<Scenario> beside() {
        return List.of(
                new Scenario(
                        "comment",
                        rig -> rig.deployRequest("ready"),
                        rig -> PostReview.comment(DATABASE, 1, "The tests are green.", MARKER)),
                new Scenario(
                        "watch the insights",
                        rig -> {},
                        rig -> new WatchInsights(
                                DATABASE,
                                "main",
                                rig.now(),
                                rig.now().plusSeconds(120),
                                Duration.ofMinutes(1),
                                Set.of(WatchInsights.Signal.values()))));
    }

    private static Scenario abandon(String state, AbortDeployRequest.AbortPolicy policy) {
        return new Scenario(
                "abandon " + state + " by " + policy,
                rig -> rig.deployRequest(state),
                rig -> new AbortDeployRequest(DATABASE, 1, policy));
    }
}
