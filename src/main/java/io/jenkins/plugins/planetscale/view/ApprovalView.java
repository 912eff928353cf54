package io.jenkins.plugins.planetscale.view;

import io.jenkins.plugins.planetscale.steps.approval.ApprovalRequest;
import io.jenkins.plugins.planetscale.steps.record.DecisionKind;
import java.util.List;

/** An approval that the build waits for, as its page shows it: who is asked, and what each answer does. Data only. */
public final class ApprovalView {
    private final ApprovalRequest asked;

    ApprovalView(ApprovalRequest asked) {
        this.asked = asked;
    }

    /** Tells it from others of the build; the page has it as an anchor, to which the log leads. */
    public String getId() {
        return asked.getId();
    }

    /** The data, for what depends on who looks. */
    public ApprovalRequest getRequest() {
        return asked;
    }

    /** Who may answer, in words. */
    public String getWho() {
        return asked.getWho();
    }

    /** {@code Waits for an approval by …, until …}. */
    public String getText() {
        String text = ViewMessages.of("Decision.awaited", asked.getWho());
        return asked.getUntil() == 0
                ? text
                : ViewMessages.of("Decision.until", text, ViewMessages.time(asked.getUntil()));
    }

    /** What is asked, in the words of the Jenkinsfile; null for none. */
    public String getMessage() {
        return asked.getMessage();
    }

    /** What approving does, and what rejecting does. */
    public List<Answer> getAnswers() {
        return List.of(new Answer(DecisionKind.APPROVE, asked), new Answer(DecisionKind.REJECT, asked));
    }

    /** One answer, and what it does. */
    public static final class Answer {
        private final DecisionKind kind;
        private final ApprovalRequest asked;

        private Answer(DecisionKind kind, ApprovalRequest asked) {
            this.kind = kind;
            this.asked = asked;
        }

        public String getLabel() {
            return ViewMessages.of("Verb." + kind.word());
        }

        public String getEffect() {
            return EffectText.of(kind, asked);
        }
    }
}
