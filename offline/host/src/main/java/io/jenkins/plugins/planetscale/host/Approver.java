package io.jenkins.plugins.planetscale.host;

import io.jenkins.plugins.planetscale.view.ReleaseActionFactory;
import io.jenkins.plugins.planetscale.view.DecisionPage;
import io.jenkins.plugins.planetscale.host.run.HostRun;
import io.jenkins.plugins.planetscale.steps.approval.ApprovalAction;
import io.jenkins.plugins.planetscale.steps.approval.ApprovalRequest;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.kohsuke.stapler.HttpResponse;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.core.Authentication;

/** Plays the person on the page of the build: posts the answer as a user, and tells what the page says. */
final class Approver {
    private final Set<String> seen = ConcurrentHashMap.newKeySet();
    private final HostController controller;
    private final ScheduledExecutorService timer;
    private final Consumer<String> told;

    /** @param told what a person is told who is refused, or missing */
    Approver(HostController controller, ScheduledExecutorService timer, Consumer<String> told) {
        this.controller = controller;
        this.timer = timer;
        this.told = told;
    }

    /** Answers every approval that the build asks for. */
    void watch(HostRun run, Setup setup) {
        run.watch(build -> {
            ApprovalAction action = build.getAction(ApprovalAction.class);
            if (action == null) {
                return;
            }
            for (ApprovalRequest approvalRequest : action.getOpenRequests()) {
                if (seen.add(approvalRequest.getId())) {
                    asked(run, approvalRequest, setup);
                }
            }
        });
    }

    private void asked(HostRun run, ApprovalRequest approvalRequest, Setup setup) {
        if (setup.approver == null) {
            String who = approvalRequest.getSubmitters().isEmpty()
                    ? "NAME"
                    : approvalRequest.getSubmitters().get(0);
            told.accept("Deploy request #" + approvalRequest.getNumber() + " waits for an approval that nobody gives here. Answer"
                    + " it: --approve-as " + who);
            return;
        }
        Duration after = setup.approvesAfter;
        timer.schedule(
                () -> answer(run, approvalRequest, setup.approver, setup.approves), after.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** As the page's buttons do. */
    void answer(HostRun run, ApprovalRequest approvalRequest, String user, boolean approve) {
        TestingAuthenticationToken authentication = new TestingAuthenticationToken(user, null);
        authentication.setAuthenticated(true);
        DecisionPage page =
                new ReleaseActionFactory().createFor(run).iterator().next().getDecision();
        String number = Integer.toString(approvalRequest.getNumber());
        post(
                authentication,
                () -> approve
                        ? page.doApprove(approvalRequest.getDatabase(), number, approvalRequest.getId(), null)
                        : page.doReject(approvalRequest.getDatabase(), number, approvalRequest.getId(), null));
    }

    private interface Request {
        HttpResponse send();
    }

    private void post(Authentication user, Request request) {
        controller.as(user, () -> {
            try {
                String refusal = Pages.refusal(request.send());
                if (refusal != null) {
                    told.accept(refusal);
                }
            } catch (Exception e) {
                told.accept("The answer of " + user.getName() + " failed: " + e);
            }
        });
    }
}
