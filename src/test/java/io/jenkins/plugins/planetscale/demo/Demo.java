package io.jenkins.plugins.planetscale.demo;

import io.jenkins.plugins.planetscale.client.DatabaseRef;
import io.jenkins.plugins.planetscale.client.NewBranch;
import io.jenkins.plugins.planetscale.client.ServiceToken;
import io.jenkins.plugins.planetscale.local.Branch;
import io.jenkins.plugins.planetscale.local.Database;
import io.jenkins.plugins.planetscale.release.CheckedDeployRequest;
import io.jenkins.plugins.planetscale.release.Credentials;
import io.jenkins.plugins.planetscale.release.DeleteBranch;
import io.jenkins.plugins.planetscale.release.Deploy;
import io.jenkins.plugins.planetscale.release.DeployResult;
import io.jenkins.plugins.planetscale.release.EnsureBranch;
import io.jenkins.plugins.planetscale.release.IfExists;
import io.jenkins.plugins.planetscale.release.Marker;
import io.jenkins.plugins.planetscale.release.MintPassword;
import io.jenkins.plugins.planetscale.release.OpenDeployRequest;
import io.jenkins.plugins.planetscale.release.Outcome;
import io.jenkins.plugins.planetscale.release.ReleaseException;
import io.jenkins.plugins.planetscale.release.RevertWindow;
import io.jenkins.plugins.planetscale.release.RevokePassword;
import io.jenkins.plugins.planetscale.release.Verdict;
import io.jenkins.plugins.planetscale.release.Words;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * The release of Mechanica Logistics, and then one that has to be taken back: the operations of the plugin over real
 * HTTP against a local PlanetScale. Exit code 0 only if everything ended as the story says and nothing ephemeral is left.
 */
public final class Demo {
    private static final DatabaseRef LOGISTICS = new DatabaseRef("mechanica", "logistics");
    private static final String MAIN = """
            CREATE TABLE customers (id bigint NOT NULL AUTO_INCREMENT, name varchar(100) NOT NULL, PRIMARY KEY (id));
            CREATE TABLE orders (id bigint NOT NULL AUTO_INCREMENT, customer_id bigint NOT NULL, status varchar(20), \
            PRIMARY KEY (id), KEY by_customer (customer_id));
            """;
    private static final String WEBHOOKS = """
            ALTER TABLE customers ADD COLUMN webhook_url varchar(255), ADD COLUMN webhook_key varbinary(64);
            CREATE TABLE webhook_messages (id bigint NOT NULL AUTO_INCREMENT, customer_id bigint NOT NULL, \
            order_id bigint NOT NULL, sent_at timestamp NULL, PRIMARY KEY (id));
            """;
    private static final String INDEX = "ALTER TABLE webhook_messages ADD KEY by_order (order_id)";

    private final Simulation simulation = new Simulation(new ServiceToken("jenkins-release", "pscale_tkn_demo"));
    private final Database database = simulation.server.world().database("mechanica", "logistics");

    private Demo() {
        simulation.server.world().token("jenkins-release", "pscale_tkn_demo", "mechanica");
        database.branch("main").schema(MAIN);
    }

    public static void main(String[] args) {
        Demo demo = new Demo();
        boolean good = false;
        try {
            demo.webhooksRelease();
            demo.indexRelease();
            good = demo.nothingLeft();
        } catch (ReleaseException e) {
            demo.simulation.log.line("failed", e.getMessage());
        } finally {
            demo.simulation.close();
        }
        System.exit(good ? 0 : 1);
    }

    private void webhooksRelease() throws ReleaseException {
        simulation.log.chapter("Plan and Code: a fresh dev branch with the data of the last backup");
        ensure("dev");
        database.branch("dev").ddl(WEBHOOKS);
        simulation.log.line("Jenny and Ricardo", "apply the new schema to dev with the Atlas CLI.");

        simulation.log.chapter("Build and Test: an ephemeral copy of production");
        test();

        simulation.log.chapter("Release: the deploy request dev -> main, its diff, and staging");
        CheckedDeployRequest request = open("dev", "Webhooks for Empress Products", 41);
        simulation.run("planetscaleDeployRequest", Deploy.stage(LOGISTICS, request.number()));

        simulation.log.chapter("Deploy: Ainsley approves at night");
        simulation.server.clock().advance(Duration.ofHours(9));
        DeployResult live = apply(request.number());
        window(live, List.of(true, true, true), Outcome.KEPT);
        simulation.run("planetscaleDeleteBranch", new DeleteBranch(LOGISTICS, "dev", false));
    }

    private void indexRelease() throws ReleaseException {
        simulation.log.chapter("The next release: an index whose checks fail");
        ensure("index");
        database.branch("index").ddl(INDEX);
        CheckedDeployRequest request = open("index", "No more full scans of webhook_messages", 42);
        DeployResult live = apply(request.number());
        window(live, List.of(true, false, false), Outcome.REVERTED);
        simulation.run("planetscaleDeleteBranch", new DeleteBranch(LOGISTICS, "index", false));
    }

    private void ensure(String name) throws ReleaseException {
        NewBranch seeded = new NewBranch(name, "main", true, null, null, null);
        simulation.run("planetscaleBranch", new EnsureBranch(LOGISTICS, seeded, IfExists.FAIL));
    }

    private void test() throws ReleaseException {
        ensure("test");
        Branch test = database.branch("test");
        test.ddl(WEBHOOKS);
        simulation.log.line("Atlas CLI", "syncs the new tables from dev into test.");
        Marker marker = marker(41, "test");
        Credentials credentials = simulation.run(
                "withPlanetscaleBranch",
                new MintPassword(LOGISTICS, "test", marker, "admin", Duration.ofHours(1), false, List.of()));
        simulation.log.mask(credentials.secrets());
        simulation.log.line("go test", "DATABASE_URL=" + credentials.databaseUrl());
        simulation.server.clock().advance(Duration.ofMinutes(4));
        simulation.log.line("go test", "ok  mechanica/api  unit and integration tests passed");
        simulation.run("withPlanetscaleBranch", new RevokePassword(LOGISTICS, "test", marker));
        simulation.run("withPlanetscaleBranch", new DeleteBranch(LOGISTICS, "test", false));
    }

    private CheckedDeployRequest open(String branch, String notes, int build) throws ReleaseException {
        CheckedDeployRequest request = simulation.run(
                "planetscaleDeployRequest",
                new OpenDeployRequest(LOGISTICS, branch, "main", marker(build, "deploy request")).notes(notes));
        request.diff().forEach((table, diff) -> {
            simulation.log.line("diff", table);
            diff.lines()
                    .filter(line -> line.startsWith("+") || line.startsWith("-"))
                    .forEach(line -> simulation.log.line("diff", "  " + line));
        });
        return request;
    }

    private DeployResult apply(int number) throws ReleaseException {
        Deploy apply = Deploy.apply(LOGISTICS, number).approvalNeeded();
        DeployResult result = simulation.run("planetscaleApply", apply, running -> {
            if (running.awaitsApproval() && running.approvedBy() == null) {
                simulation.log.line("planetscaleApply", "Approval needed. Ainsley approves.");
                running.approve("Ainsley");
            }
        });
        simulation.log.line("planetscaleApply", result.outcome() + " at " + Words.clock(result.appliedAt()) + ".");
        return result;
    }

    /** Runs the checks every five minutes; two failures of the last three take the change back. */
    private void window(DeployResult live, List<Boolean> checks, Outcome expected) throws ReleaseException {
        Verdict verdict = Verdict.of("2 of 3");
        Instant opened = simulation.now();
        RevertWindow window = RevertWindow.hold(LOGISTICS, live.number());
        RevertWindow.Result result = simulation.run("planetscaleRevertWindow", window, running -> {
            int due = (int) Duration.between(opened, simulation.now()).dividedBy(Duration.ofMinutes(5));
            while (verdict.runs() < Math.min(due, checks.size())) {
                boolean passed = checks.get(verdict.runs());
                boolean failed = verdict.failed(passed);
                simulation.log.line("smoke test", passed ? "passed." : "FAILED (" + verdict + ").");
                if (failed) {
                    running.revert(verdict.toString());
                } else if (verdict.runs() == checks.size()) {
                    running.keep("all checks are green");
                }
            }
        });
        simulation.log.line("planetscaleRevertWindow", result.outcome() + ": " + result.reason() + ".");
        if (result.outcome() != expected) {
            throw new IllegalStateException("the story says " + expected);
        }
    }

    private static Marker marker(int build, String step) {
        return Marker.of("demo", "release#" + build + "/" + step, "release #" + build);
    }

    private boolean nothingLeft() {
        simulation.log.chapter("What is left at PlanetScale");
        String left = simulation.server.world().dumpLive();
        System.out.print(left);
        boolean ephemeral = left.contains("password")
                || database.hasBranch("test")
                || database.hasBranch("dev")
                || database.hasBranch("index");
        String schema = database.branch("main").schema();
        boolean right = schema.contains("webhook_url") && !schema.contains("by_order");
        System.out.println();
        System.out.println(
                ephemeral ? "Something ephemeral is left." : "Nothing ephemeral is left: no branch, no password.");
        System.out.println(right ? "main has the first release and not the second." : "main has the wrong schema.");
        return right && !ephemeral;
    }
}
