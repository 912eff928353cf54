package io.jenkins.plugins.planetscale.simulation;

import io.jenkins.plugins.planetscale.local.Branch;
import io.jenkins.plugins.planetscale.local.Database;
import io.jenkins.plugins.planetscale.steps.PlanetScaleStep;
import io.jenkins.plugins.planetscale.steps.approval.ApprovalSettings;
import io.jenkins.plugins.planetscale.steps.branch.BackupStep;
import io.jenkins.plugins.planetscale.steps.branch.BranchStep;
import io.jenkins.plugins.planetscale.steps.branch.DeleteBranchStep;
import io.jenkins.plugins.planetscale.steps.branch.EphemeralBranchStep;
import io.jenkins.plugins.planetscale.steps.credentials.PasswordStep;
import io.jenkins.plugins.planetscale.steps.deploy.ApplyStep;
import io.jenkins.plugins.planetscale.steps.deploy.DeployRequestStep;
import io.jenkins.plugins.planetscale.steps.deploy.DeployStep;
import io.jenkins.plugins.planetscale.steps.window.RevertStep;
import io.jenkins.plugins.planetscale.steps.window.RevertWindowStep;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jenkinsci.plugins.workflow.steps.Step;

/** What one build is to do, drawn by the seed: one of the ways in which the documentation puts the steps together. */
final class Intent {
    static final String APPROVER = "ainsley";
    static final String VISITOR = "mallory";
    static final List<String> STRANGERS = List.of(VISITOR, "starter");

    enum Kind {
        RELEASE,
        STAGED,
        FEATURE,
        REVERTED,
        EPHEMERAL,
        PASSWORD,
        BACKUP
    }

    final Kind kind;
    final int place;
    final Database database;
    final String connection;
    final boolean approval;
    final boolean window;
    private final Draw draw;
    private final boolean mayFail;

    Intent(Draw draw, int place, List<Database> databases, boolean mayFail) {
        this.draw = draw;
        this.place = place;
        this.mayFail = mayFail;
        this.kind = draw.one(List.of(Kind.values()), "kind", place);
        int where = draw.below(databases.size(), "database", place);
        this.database = databases.get(where);
        this.connection = "connection-" + where;
        this.approval = draw.chance(0.5, "approval", place);
        this.window = draw.chance(0.6, "window", place);
    }

    /** As {@code Run.getExternalizableId}. */
    String id() {
        return job() + "#" + number();
    }

    String job() {
        return "job-" + place;
    }

    int number() {
        return 1;
    }

    String branch() {
        return (kind == Kind.FEATURE ? "feature-" : "dev-") + place;
    }

    String ephemeralBranch() {
        return "mine-" + place;
    }

    boolean deploys() {
        return kind == Kind.RELEASE || kind == Kind.STAGED || kind == Kind.FEATURE || kind == Kind.REVERTED;
    }

    /** What people made before the build. */
    void prepare() {
        if (kind != Kind.FEATURE) {
            migrate(database.branch(branch()), "c_" + place);
        }
    }

    private void migrate(Branch branch, String column) {
        branch.ddl("ALTER TABLE t_" + place + " ADD COLUMN " + column + " int");
    }

    List<Item> script() {
        return switch (kind) {
            case RELEASE -> all(open(false), apply(), window ? window() : null);
            case STAGED -> all(open(true), pause(), apply());
            case FEATURE ->
                all(
                        feature(),
                        new Item.Act("migration", program -> {
                            Simulation.current().queue().touch();
                            migrate(database.branch(branch()), "f_" + place);
                        }),
                        open(false),
                        apply(),
                        deleteBranch());
            case REVERTED -> all(open(false), apply(), revert());
            case EPHEMERAL -> all(ephemeral());
            case PASSWORD -> all(password(draw.chance(0.3, "nested", place) ? List.of(work(), backup(1)) : null));
            case BACKUP -> all(backup(1), backup(2));
        };
    }

    private static List<Item> all(Item... items) {
        List<Item> all = new ArrayList<>();
        for (Item item : items) {
            if (item != null) {
                all.add(item);
            }
        }
        return all;
    }

    private Item call(String function, java.util.function.Function<Program, PlanetScaleStep> make, List<Item> block) {
        return new Item.Call(function, program -> there(make.apply(program)), (program, value) -> {}, block);
    }

    private Step there(PlanetScaleStep step) {
        step.setConnection(connection);
        step.setDatabase(database.name());
        return step;
    }

    private <S extends DeployStep> S deploying(S step, String what) {
        step.setOnAbort(draw.one(List.of("leave", "cancel", "close", "revert"), "onAbort", what, place));
        step.setIfTakenOutOfQueue(draw.one(List.of("cancel", "checkAgain"), "taken", what, place));
        if (mayFail && draw.chance(0.15, "timeout", what, place)) {
            step.setTimeout(draw.one(List.of("3m", "10m", "40m"), "how long", what, place));
        }
        return step;
    }

    private Item open(boolean stage) {
        return new Item.Call(
                "planetscaleDeployRequest",
                program -> {
                    DeployRequestStep step = deploying(new DeployRequestStep(branch()), "open");
                    step.setStage(stage);
                    return there(step);
                },
                (program, value) -> program.values.put("number", ((Number) value).intValue()),
                null);
    }

    private Item apply() {
        return call(
                "planetscaleApply",
                program -> {
                    ApplyStep step = deploying(new ApplyStep(), "apply");
                    step.setDeployRequest(program.number("number"));
                    if (kind != Kind.REVERTED) { // what is instant cannot be reverted
                        step.setInstant(draw.one(List.of("never", "never", "ifEligible"), "instant", place));
                    }
                    if (approval) {
                        ApprovalSettings settings = new ApprovalSettings();
                        settings.setSubmitters(APPROVER);
                        settings.setTimeout(mayFail ? "4h" : "20h");
                        step.setApproval(settings);
                    }
                    return step;
                },
                null);
    }

    private Item window() {
        boolean fails = mayFail && draw.chance(0.3, "checks fail", place);
        return call(
                "planetscaleRevertWindow",
                program -> {
                    RevertWindowStep step = new RevertWindowStep(program.number("number"));
                    step.setOnSuccess(draw.one(List.of("keep", "expire"), "onSuccess", place));
                    step.setOnFailure(draw.one(List.of("revert", "leave"), "onFailure", place));
                    step.setOnAbort(draw.one(List.of("leave", "revert"), "window onAbort", place));
                    return step;
                },
                List.of(new Item.Work(draw.spread(Duration.ofSeconds(1), Duration.ofMinutes(3), "check", place), fails)));
    }

    private Item revert() {
        return call("planetscaleRevert", program -> new RevertStep(program.number("number")), null);
    }

    private Item feature() {
        return call(
                "planetscaleBranch",
                program -> {
                    BranchStep step = new BranchStep();
                    step.setName(branch());
                    return step;
                },
                null);
    }

    private Item deleteBranch() {
        return call("planetscaleDeleteBranch", program -> new DeleteBranchStep(branch()), null);
    }

    private Item work() {
        return new Item.Work(
                draw.spread(Duration.ofSeconds(2), Duration.ofMinutes(15), "work", place),
                mayFail && draw.chance(0.2, "work fails", place));
    }

    private Item pause() {
        return new Item.Work(draw.spread(Duration.ofSeconds(2), Duration.ofMinutes(25), "pause", place), false);
    }

    private Item ephemeral() {
        List<Item> block = draw.chance(0.4, "nested", place)
                ? List.of(work(), password(null))
                : List.of(work());
        return call(
                "withPlanetscaleBranch",
                program -> {
                    EphemeralBranchStep step = new EphemeralBranchStep();
                    if (draw.chance(0.5, "named", place)) {
                        step.setName(ephemeralBranch());
                    }
                    step.setTtl("20m");
                    return step;
                },
                block);
    }

    private Item password(List<Item> block) {
        return call(
                "withPlanetscalePassword",
                program -> {
                    PasswordStep step = new PasswordStep(draw.chance(0.5, "of main", place) ? "main" : branch());
                    step.setTtl(draw.one(List.of("10m", "30m", "2h"), "ttl", place));
                    return step;
                },
                block == null ? List.of(work()) : block);
    }

    private Item backup(int which) {
        return call(
                "planetscaleBackup",
                program -> {
                    BackupStep step = new BackupStep("main");
                    step.setWait(draw.chance(0.7, "wait", place, which));
                    return step;
                },
                null);
    }
}
