package io.jenkins.plugins.planetscale.longrun;

import io.jenkins.plugins.planetscale.longrun.LongBuild.Made;
import io.jenkins.plugins.planetscale.longrun.LongBuild.Part;
import io.jenkins.plugins.planetscale.steps.PlanetScaleStep;
import io.jenkins.plugins.planetscale.steps.approval.ApprovalSettings;
import io.jenkins.plugins.planetscale.steps.branch.BackupStep;
import io.jenkins.plugins.planetscale.steps.branch.BranchStep;
import io.jenkins.plugins.planetscale.steps.branch.DeleteBranchStep;
import io.jenkins.plugins.planetscale.steps.branch.EphemeralBranchStep;
import io.jenkins.plugins.planetscale.steps.credentials.PasswordStep;
import io.jenkins.plugins.planetscale.steps.deploy.ApplyStep;
import io.jenkins.plugins.planetscale.steps.deploy.DeployRequestStep;
import io.jenkins.plugins.planetscale.steps.window.RevertStep;
import io.jenkins.plugins.planetscale.steps.window.RevertWindowStep;
import java.time.Duration;
import java.util.List;
import java.util.Random;

/** What a build is to do, by its number: every step of the plugin, ended well, by a failure, and by an abort. */
final class Mix {
    private static final Runnable NOTHING = () -> {};

    private enum Kind {
        RELEASE,
        STAGED,
        APPROVED,
        REVERTED,
        FEATURE,
        EPHEMERAL,
        PASSWORD,
        BACKUP,
        DESTRUCTIVE,
        REFUSED
    }

    private final LongBuild build;
    private final Kind kind;
    private final Random random;
    private final boolean disturbed;
    private int deployRequest;

    /** @param disturbed whether it may also be aborted, fail, or be refused */
    Mix(LongBuild build, boolean disturbed) {
        this.build = build;
        this.disturbed = disturbed;
        this.random = new Random(build.number * 7919L + 17);
        int kinds = Kind.values().length - (disturbed ? 0 : 2);
        this.kind = Kind.values()[build.number % kinds];
    }

    @Override
    public String toString() {
        return kind.name();
    }

    /** A step has ended with this value. */
    void took(Object value) {
        if (value instanceof Number number && deployRequest == 0) {
            deployRequest = number.intValue();
        }
    }

    List<Part> parts() {
        return switch (kind) {
            case RELEASE -> List.of(open(false, "ADD COLUMN c int"), apply(null), window());
            case STAGED -> List.of(open(true, "ADD COLUMN c int"), apply(null));
            case APPROVED -> List.of(open(true, "ADD COLUMN c int"), apply(true));
            case REVERTED -> List.of(open(false, "ADD COLUMN c int"), apply(null), revert());
            case FEATURE -> List.of(feature(), open(false, null), apply(null), delete());
            case EPHEMERAL -> List.of(ephemeral());
            case PASSWORD -> List.of(password());
            case BACKUP -> List.of(backup());
            case DESTRUCTIVE -> List.of(open(true, "DROP COLUMN name"));
            case REFUSED -> List.of(open(true, "ADD COLUMN c int"), apply(false));
        };
    }

    private String branch() {
        return "dev-" + build.number;
    }

    /** Aborts one part in ten. */
    private Part part(Made step, Runnable before, Boolean approval) {
        boolean stops = disturbed && random.nextInt(10) == 0;
        return new Part(
                step,
                before,
                Duration.ofSeconds(20 + random.nextInt(200)),
                disturbed && random.nextInt(6) == 0,
                stops ? Duration.ofSeconds(random.nextInt(240)) : null,
                approval);
    }

    private <S extends PlanetScaleStep> S here(S step) {
        step.setDatabase(build.database.name());
        return step;
    }

    private void migrate(String change) {
        build.database.branch(branch()).schema(LongRun.SCHEMA).ddl("ALTER TABLE customers " + change);
    }

    /** @param change of what is made before; null where the branch is there, and only changed */
    private Part open(boolean stage, String change) {
        return part(
                () -> {
                    DeployRequestStep step = here(new DeployRequestStep(branch()));
                    step.setStage(stage);
                    step.setOnAbort(random.nextBoolean() ? "close" : "cancel");
                    return step;
                },
                () -> migrate(change == null ? "ADD COLUMN f int" : change),
                null);
    }

    private Part apply(Boolean approval) {
        return part(
                () -> {
                    ApplyStep step = here(new ApplyStep());
                    step.setDeployRequest(deployRequest);
                    step.setOnAbort("close");
                    if (approval != null) {
                        step.setApproval(new ApprovalSettings());
                    }
                    return step;
                },
                NOTHING,
                approval);
    }

    private Part window() {
        return part(
                () -> {
                    RevertWindowStep step = here(new RevertWindowStep(deployRequest));
                    step.setOnSuccess(random.nextBoolean() ? "keep" : "expire");
                    return step;
                },
                NOTHING,
                null);
    }

    private Part revert() {
        return part(() -> here(new RevertStep(deployRequest)), NOTHING, null);
    }

    private Part feature() {
        return part(
                () -> {
                    BranchStep step = here(new BranchStep());
                    step.setName(branch());
                    return step;
                },
                NOTHING,
                null);
    }

    private Part delete() {
        return part(() -> here(new DeleteBranchStep(branch())), NOTHING, null);
    }

    private Part ephemeral() {
        return part(
                () -> {
                    EphemeralBranchStep step = here(new EphemeralBranchStep());
                    step.setTtl("20m");
                    return step;
                },
                NOTHING,
                null);
    }

    private Part password() {
        return part(
                () -> {
                    PasswordStep step = here(new PasswordStep("main"));
                    step.setTtl(random.nextBoolean() ? "10m" : "2h");
                    return step;
                },
                NOTHING,
                null);
    }

    private Part backup() {
        return part(
                () -> {
                    BackupStep step = here(new BackupStep("main"));
                    step.setWait(random.nextBoolean());
                    return step;
                },
                NOTHING,
                null);
    }
}
