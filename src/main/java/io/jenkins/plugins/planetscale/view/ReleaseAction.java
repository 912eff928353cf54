package io.jenkins.plugins.planetscale.view;

import hudson.model.Api;
import hudson.model.Item;
import hudson.model.Run;
import hudson.util.HttpResponses;
import io.jenkins.plugins.planetscale.service.PlanetScaleService;
import io.jenkins.plugins.planetscale.steps.UserNames;
import io.jenkins.plugins.planetscale.steps.approval.ApprovalAction;
import io.jenkins.plugins.planetscale.steps.approval.ApprovalRequest;
import io.jenkins.plugins.planetscale.steps.record.ReleaseRecord;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import jenkins.model.Tab;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.StaplerResponse2;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;
import org.kohsuke.stapler.verb.GET;

/**
 * The page of a build about PlanetScale: {@code …/planetscale/}, a tab in the new build page. Made anew for each
 * request from the build's records: sends nothing to PlanetScale.
 */
@Restricted(NoExternalUse.class)
@ExportedBean
public final class ReleaseAction extends Tab {
    public static final String URL_NAME = "planetscale";

    private final Run<?, ?> run;
    private List<EntryView> views;

    ReleaseAction(Run<?, ?> run) {
        super(run);
        this.run = run;
    }

    public Run<?, ?> getRun() {
        return run;
    }

    /** What the build did, in the order in which it began. */
    public List<EntryView> getEntries() {
        if (views == null) {
            List<ReleaseRecord> entries = BuildEntries.of(run);
            List<ApprovalRequest> approvalRequests = getApprovals();
            boolean building = run.isBuilding();
            views = IntStream.range(0, entries.size())
                    .mapToObj(i -> EntryView.of("e" + i, entries.get(i), approvalRequests, building, UserNames::name))
                    .toList();
        }
        return views;
    }

    /** Those of them that are deploy requests: what the page is about. */
    public List<EntryView> getDeployRequests() {
        return getEntries().stream()
                .filter(entry -> entry.getDeployRequest() != null)
                .toList();
    }

    /** Those that are not. */
    public List<EntryView> getOthers() {
        return getEntries().stream()
                .filter(entry -> entry.getDeployRequest() == null)
                .toList();
    }

    /** The same with its diffs made. */
    public DeployRequestView draw(EntryView entry) {
        return entry.getDeployRequest().draw();
    }

    /** The approvals that the build asks for, or asked for, oldest first. */
    @Exported(visibility = 2)
    public List<ApprovalRequest> getApprovals() {
        return ApprovalAction.requestsOf(run);
    }

    /** For {@code api/json}. */
    public Api getApi() {
        return new Api(this);
    }

    public boolean isBuilding() {
        return run.isBuilding();
    }

    /** The server's time in milliseconds of the epoch. */
    public long getNow() {
        return PlanetScaleService.get().now().toEpochMilli();
    }

    public String getVersion() {
        return live().version();
    }

    private LiveJson live() {
        return new LiveJson(getEntries(), run.isBuilding());
    }

    /**
     * What changed: {@code GET …/planetscale/live?since=…}.
     *
     * @param since the version that the page has; when it is the newest, the answer is empty
     */
    @GET
    public void doLive(StaplerRequest2 request, StaplerResponse2 response, @QueryParameter String since)
            throws IOException {
        run.checkPermission(Item.READ);
        LiveJson live = live();
        String etag = '"' + live.version() + '"';
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("ETag", etag);
        if (live.version().equals(since)) {
            response.setStatus(HttpServletResponse.SC_NO_CONTENT);
        } else if (etag.equals(request.getHeader("If-None-Match"))) {
            response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
        } else {
            response.setContentType("application/json;charset=UTF-8");
            response.getWriter().write(live.text(getNow()));
        }
    }

    /** One entry as HTML, for a page that has an older one: {@code GET …/planetscale/entry?id=…}. */
    @GET
    public void doEntry(StaplerRequest2 request, StaplerResponse2 response, @QueryParameter String id)
            throws IOException, ServletException {
        run.checkPermission(Item.READ);
        request.setAttribute("planetscaleEntry", find(id));
        response.setContentType("text/html;charset=UTF-8");
        request.getView(this, "entry.jelly").forward(request, response);
    }

    /** The whole diff of one table of an entry: {@code GET …/planetscale/diff?id=…&table=…}. */
    @GET
    public void doDiff(
            StaplerRequest2 request, StaplerResponse2 response, @QueryParameter String id, @QueryParameter String table)
            throws IOException, ServletException {
        run.checkPermission(Item.READ);
        EntryView entry = find(id);
        DeployRequestView change = entry.getDeployRequest();
        TableView found = change == null
                ? null
                : change.getTables().stream()
                        .filter(one -> one.getName().equals(table))
                        .findFirst()
                        .orElse(null);
        if (found == null) {
            throw HttpResponses.notFound();
        }
        request.setAttribute("planetscaleBack", URL_NAME + "/#planetscale-" + entry.getId());
        request.setAttribute("planetscaleTitle", entry.getTitle());
        request.setAttribute("planetscaleTable", found);
        request.setAttribute("planetscaleDiff", found.draw(DeployRequestView.diffHtml()));
        request.getView(this, "table.jelly").forward(request, response);
    }

    /** Takes what people decide: {@code …/planetscale/decision/}. */
    public DecisionPage getDecision() {
        return new DecisionPage(run);
    }

    private EntryView find(String id) {
        return getEntries().stream()
                .filter(entry -> entry.getId().equals(id))
                .findFirst()
                .orElseThrow(HttpResponses::notFound);
    }

    @Override
    public String getIconFileName() {
        if (run == null) {
            return null; // it was written by hand
        }
        boolean waits = getDeployRequests().stream().anyMatch(entry -> entry.getApproval() != null);
        return waits ? "symbol-hourglass" : "symbol-release plugin-planetscale";
    }

    @Override
    public String getDisplayName() {
        return Messages.ReleaseAction_displayName();
    }

    @Override
    public String getUrlName() {
        return run == null ? null : URL_NAME;
    }
}
