package io.jenkins.plugins.planetscale.view;

import io.jenkins.plugins.planetscale.release.state.Change;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** A risk of a change, shown as a badge with a symbol and a word. */
public final class BadgeView {
    private final String kind;
    private final String text;

    private BadgeView(String kind, String text) {
        this.kind = kind;
        this.text = text;
    }

    /** Those of the statements on one table, each once. */
    static List<BadgeView> of(List<Change> changes) {
        List<BadgeView> badges = new ArrayList<>();
        if (changes.stream().anyMatch(Change::dropsData)) {
            badges.add(new BadgeView("danger", ViewMessages.of("Badge.dropsData")));
        }
        if (changes.stream().anyMatch(Change::recentlyUsed)) {
            badges.add(new BadgeView("warning", ViewMessages.of("Badge.recentlyUsed")));
        }
        Set<String> keys = new LinkedHashSet<>();
        changes.forEach(change -> keys.addAll(change.removedForeignKeys()));
        if (!keys.isEmpty()) {
            badges.add(new BadgeView("warning", ViewMessages.of("Badge.foreignKeys", String.join(", ", keys))));
        }
        return badges;
    }

    static BadgeView notRevertable() {
        return new BadgeView("danger", ViewMessages.of("Badge.notRevertable"));
    }

    /** {@code danger} or {@code warning}. */
    public String getKind() {
        return kind;
    }

    public String getText() {
        return text;
    }
}
