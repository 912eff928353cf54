package io.jenkins.plugins.planetscale.view;

import io.jenkins.plugins.planetscale.release.state.Progress;
import io.jenkins.plugins.planetscale.release.state.ReleaseStage;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** One stage of a release in the stepper. */
public final class StepView {
    private final ReleaseStage stage;
    private final ReleaseStage.Status status;
    private final long reached;

    private StepView(Progress progress, ReleaseStage stage) {
        this.stage = stage;
        this.status = progress.status(stage);
        this.reached = progress.reached(stage);
    }

    static List<StepView> of(Progress progress) {
        return Arrays.stream(ReleaseStage.values())
                .map(stage -> new StepView(progress, stage))
                .toList();
    }

    public String getLabel() {
        return ViewMessages.of("Stage." + stage);
    }

    /** {@code todo}, {@code current}, {@code done}, {@code skipped} or {@code broken}. */
    public String getStatus() {
        return status.name().toLowerCase(Locale.ROOT);
    }

    public String getStatusText() {
        return ViewMessages.of("Status." + status);
    }

    /** For {@code aria-current}; null for a stage that is not under way. */
    public String getCurrent() {
        return status == ReleaseStage.Status.CURRENT ? "step" : null;
    }

    /** When it was reached; null for unknown. */
    public String getTime() {
        return ViewMessages.time(reached);
    }

    /** As the page has no room for the date: {@code 10:00:00 UTC}; null for unknown. */
    public String getClock() {
        return reached == 0 ? null : ViewMessages.time(reached).substring("yyyy-MM-dd ".length());
    }

    /** For {@code datetime}. */
    public String getMachineTime() {
        return Instant.ofEpochMilli(reached).toString();
    }
}
