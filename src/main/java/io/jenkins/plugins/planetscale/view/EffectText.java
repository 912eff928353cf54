package io.jenkins.plugins.planetscale.view;

import io.jenkins.plugins.planetscale.release.state.Progress;
import io.jenkins.plugins.planetscale.steps.approval.ApprovalRequest;
import io.jenkins.plugins.planetscale.steps.record.DecisionKind;
import io.jenkins.plugins.planetscale.steps.record.ReleaseRecord;

/** Describes what a decision does, with database and branches, in the reader's language. */
final class EffectText {
    private EffectText() {}

    /** What the answer to an approval does. */
    static String of(DecisionKind kind, ApprovalRequest asked) {
        boolean queuedAnew = kind == DecisionKind.APPROVE && asked.isBeforeDeployment();
        String effect = of(
                "Effect." + kind.word() + (queuedAnew ? "BeforeDeployment" : ""),
                asked.getDatabase(),
                asked.getBranch(),
                asked.getInto());
        String left = kind == DecisionKind.REJECT ? left(asked) : null;
        return left == null ? effect : effect + ' ' + ViewMessages.of("OnAbort." + left);
    }

    /** What becomes of a deploy request that is rejected; null for unknown. */
    private static String left(ApprovalRequest asked) {
        return switch (String.valueOf(asked.getOnAbort())) {
            case "leave" -> asked.isBeforeDeployment() ? "staysOpen" : "leave";
            case "cancel" -> asked.isBeforeDeployment() ? "staysOpen" : "cancel";
            case "close", "revert" -> asked.isBeforeDeployment() ? "closed" : "close";
            default -> null;
        };
    }

    /** What a decision about it does that no step waits for. */
    static String of(DecisionKind kind, ReleaseRecord entry) {
        Progress seen = entry.getProgress();
        return of(
                "Effect." + kind.word(),
                entry.getDatabase(),
                seen == null ? null : seen.branch(),
                seen == null ? null : seen.into());
    }

    private static String of(String key, String database, String branch, String into) {
        return ViewMessages.of(key, database, known(branch), known(into));
    }

    private static String known(String branch) {
        return branch == null ? ViewMessages.of("Effect.unknownBranch") : branch;
    }
}
