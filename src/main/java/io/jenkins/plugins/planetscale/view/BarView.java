package io.jenkins.plugins.planetscale.view;

import io.jenkins.plugins.planetscale.release.state.CopyProgress;
import java.util.List;

/** A progress bar of a table or a shard, with the text that says the same. */
public final class BarView {
    private final CopyProgress copy;

    BarView(CopyProgress copy) {
        this.copy = copy;
    }

    /** The table, or the shard. */
    public String getName() {
        return copy.name();
    }

    /** From 0 to 100; null for unknown. */
    public Integer getPercent() {
        return copy.percent() < 0 ? null : copy.percent();
    }

    /** {@code 42 %, about 3 min left}. */
    public String getText() {
        String text =
                copy.percent() < 0 ? ViewMessages.of("Bar.unknown") : ViewMessages.of("Bar.percent", copy.percent());
        if (copy.etaSeconds() > 0 && copy.percent() < 100) {
            text = ViewMessages.of("Bar.eta", text, ViewMessages.span(copy.etaSeconds() * 1000));
        }
        return copy.throttled() ? ViewMessages.of("Bar.throttled", text) : text;
    }

    /** What went wrong, in PlanetScale's words; null for nothing. */
    public String getError() {
        return copy.error();
    }

    public List<BarView> getShards() {
        return copy.shards().stream().map(BarView::new).toList();
    }
}
