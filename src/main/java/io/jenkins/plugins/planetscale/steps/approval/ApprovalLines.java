package io.jenkins.plugins.planetscale.steps.approval;

import hudson.console.HyperlinkNote;
import hudson.console.ModelHyperlinkNote;
import hudson.model.Run;
import hudson.model.User;
import io.jenkins.plugins.planetscale.release.state.HumanFormat;
import io.jenkins.plugins.planetscale.steps.UserNames;
import io.jenkins.plugins.planetscale.steps.record.DecisionRecord;
import java.time.Instant;
import java.util.List;

/** The lines about an approval in the build log and in a thread dump. */
final class ApprovalLines {
    /** Of the page of a build, which builds on the steps and is known to them by its address. */
    private static final String PAGE = "planetscale/";

    private ApprovalLines() {}

    /** Who is asked, until when, and where to decide. */
    static List<String> asked(ApprovalRequest asked, Run<?, ?> run) {
        return List.of("Deploy request #" + asked.getNumber()
                + (asked.isBeforeDeployment() ? ", which is not in the deploy queue any more," : "")
                + " waits for an approval by " + asked.getWho() + until(asked) + ": "
                + HyperlinkNote.encodeTo(
                        '/' + run.getUrl() + PAGE + "#planetscale-approval-" + asked.getId(), "look at it and decide"));
    }

    private static String until(ApprovalRequest asked) {
        return asked.getUntil() == 0 ? "" : ", until " + HumanFormat.clock(Instant.ofEpochMilli(asked.getUntil()));
    }

    /** Who decided what; a user of Jenkins by a link, as the name alone is no proof. */
    static List<String> answered(ApprovalRequest answered) {
        DecisionRecord answer = answered.answer();
        User user = User.getById(answer.getBy(), false);
        String name = UserNames.name(answer.getBy());
        return List.of("Deploy request #" + answered.getNumber() + " was "
                + answer.getKind().past() + " by "
                + (user == null ? name : ModelHyperlinkNote.encodeTo('/' + user.getUrl(), name)) + " at "
                + HumanFormat.clock(Instant.ofEpochMilli(answer.getAt())) + ".");
    }

    /** That somebody is waited for. */
    static String status(ApprovalRequest asked) {
        return "deploy request #" + asked.getNumber()
                + (asked.isBeforeDeployment() ? "" : " is staged and") + " waits for an approval by "
                + asked.getWho() + until(asked);
    }
}
