package io.jenkins.plugins.planetscale.view;

import hudson.Extension;
import hudson.model.InvisibleAction;
import hudson.model.Item;
import hudson.model.Run;
import io.jenkins.plugins.planetscale.steps.approval.ApprovalAction;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import jenkins.model.TransientActionFactory;
import net.sf.json.JSONObject;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.StaplerResponse2;

/**
 * The former address of approvals, {@code …/planetscale-approval/}: redirects to the page of the build. An answer
 * posted there is rejected with the new address and not redirected, as a redirect would look as if it had been taken.
 */
@Restricted(NoExternalUse.class)
public final class ApprovalAddress extends InvisibleAction {
    static final String URL_NAME = "planetscale-approval";

    private final Run<?, ?> run;

    ApprovalAddress(Run<?, ?> run) {
        this.run = run;
    }

    @Override
    public String getUrlName() {
        return run == null ? null : URL_NAME;
    }

    /** Everything at and below the address. */
    public void doDynamic(StaplerRequest2 request, StaplerResponse2 response) throws IOException {
        run.checkPermission(Item.READ);
        String page = request.getContextPath() + '/' + run.getUrl() + ReleaseAction.URL_NAME + '/';
        if (request.getMethod().equals("GET") || request.getMethod().equals("HEAD")) {
            response.sendRedirect2(page);
            return;
        }
        response.setStatus(HttpServletResponse.SC_GONE);
        response.setContentType("application/json;charset=UTF-8");
        response.getWriter()
                .write(new JSONObject()
                        .element("ok", false)
                        .element(
                                "message",
                                "Nothing is decided here any more, and this was not. Post to " + page
                                        + "decision/approve or " + page + "decision/reject.")
                        .toString());
    }

    /** Gives the address to the builds that ask, or asked, for an approval. */
    @Extension
    @Restricted(NoExternalUse.class)
    @SuppressWarnings("rawtypes") // as the extension point has it
    public static final class Factory extends TransientActionFactory<Run> {
        @Override
        public Class<Run> type() {
            return Run.class;
        }

        @Override
        public Class<ApprovalAddress> actionType() {
            return ApprovalAddress.class; // so that asking for the others does not lead back here
        }

        @Override
        public Collection<ApprovalAddress> createFor(Run target) {
            Run<?, ?> run = target;
            return run.getAction(ApprovalAction.class) == null ? List.of() : List.of(new ApprovalAddress(run));
        }
    }
}
