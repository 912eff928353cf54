package io.jenkins.plugins.planetscale.steps;
import io.jenkins.plugins.planetscale.steps.record.DecisionKind;
import io.jenkins.plugins.planetscale.steps.approval.ApprovalService;
import io.jenkins.plugins.planetscale.steps.deploy.ApplyStep;
import io.jenkins.plugins.planetscale.steps.approval.ApprovalAction;
import io.jenkins.plugins.planetscale.steps.approval.ApprovalRequest;
import io.jenkins.plugins.planetscale.steps.approval.ApprovalSettings;
import io.jenkins.plugins.planetscale.steps.deploy.DeployRequestStep;
import io.jenkins.plugins.planetscale.steps.deploy.GateSettings;
import io.jenkins.plugins.planetscale.steps.record.ReleaseRecord;
import io.jenkins.plugins.planetscale.steps.record.ReleaseRecordAction;
import io.jenkins.plugins.planetscale.testing.PlayedController;
import io.jenkins.plugins.planetscale.steps.record.DecisionRecord;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.thoughtworks.xstream.XStreamException;
import hudson.model.Action;
import hudson.model.Job;
import hudson.model.Run;
import io.jenkins.plugins.planetscale.view.EntryView;
import io.jenkins.plugins.planetscale.view.job.JobReleases;
import io.jenkins.plugins.planetscale.view.job.JobReleasesFactory;
import io.jenkins.plugins.planetscale.view.ReleaseAction;
import io.jenkins.plugins.planetscale.view.ReleaseActionFactory;
import java.io.File;
import java.io.StringReader;
import java.io.StringWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import jenkins.model.Jenkins;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;

/**
 * A {@code build.xml} that was altered by hand, or that a disk has lost parts of, is loaded and its pages are drawn:
 * each element of a real one is taken out, emptied, or filled with what does not belong there.
 */
class DamagedRecordsOfflineTest {
    private static final Map<String, Consumer<Element>> DAMAGES = new LinkedHashMap<>();

    static {
        DAMAGES.put("removed", element -> element.getParentNode().removeChild(element));
        DAMAGES.put("emptied", DamagedRecordsOfflineTest::empty);
        DAMAGES.put("a strange element in it", element -> first(element, "string", "x"));
        DAMAGES.put("nothing as an element in it", element -> first(element, "null", ""));
        for (String text : List.of("x", "-1", "9223372036854775807", "-9223372036854775808", "2147483647", "{0} %s ${x}")) {
            DAMAGES.put("\"" + text + "\" in it", element -> text(element, text));
        }
        DAMAGES.put("hidden characters in it", element -> text(element, "\u202egpj.\u2028\u0085"));
        DAMAGES.put("a long text in it", element -> text(element, "y".repeat(20_000)));
    }

    private static final class Project extends Job<Project, Build> {
        private Build last;

        Project() {
            super(Jenkins.get(), "job");
        }

        @Override
        public Build getLastBuild() {
            return last;
        }
    }

    /** One that still runs, so that all buttons are there. */
    private static final class Build extends Run<Project, Build> {
        Build(Project job) {
            super(job, 1_700_000_000_000L);
        }

        @Override
        public int getNumber() {
            return 1;
        }

        @Override
        public boolean isBuilding() {
            return true;
        }

        @Override
        public Build getPreviousBuild() {
            return null;
        }
    }

    @TempDir
    private File home;

    private PlayedController controller;
    private String record;
    private String asked;

    @BeforeEach
    void realRecords() {
        controller = new PlayedController(home);
        controller.devBranch();
        controller.database.branch("dev").ddl("ALTER TABLE customers DROP COLUMN name");
        DeployRequestStep check = new DeployRequestStep("dev");
        GateSettings gates = new GateSettings();
        gates.setDropData("warn");
        check.setGates(gates);
        controller.start(check);
        controller.await(Duration.ofMinutes(5), () -> controller.last().isOver());
        ApplyStep apply = new ApplyStep();
        apply.setDeployRequest(1);
        apply.setApproval(new ApprovalSettings());
        controller.start(apply);
        controller.await(Duration.ofMinutes(10), () -> asked() != null && !asked().getOpenRequests().isEmpty());
        ReleaseRecordAction action = controller.run().getAction(ReleaseRecordAction.class);
        ReleaseRecord known = action.getEntries().get(0);
        action.note(ReleaseRecord.of(ReleaseRecord.Kind.DEPLOY_REQUEST, known.getDatabase(), "#1", known.getUrl())
                .decided(new DecisionRecord(DecisionKind.REVERT, "ainsley", 1_700_000_000_000L).begun("d1", "m"))
                .decided(new DecisionRecord(DecisionKind.KEEP, "ainsley", 1_700_000_000_000L, "shown", "as agreed")));
        action.note(ReleaseRecord.of(ReleaseRecord.Kind.PASSWORD, known.getDatabase(), "dev/1", null)
                .minted("dev", "reader", Instant.ofEpochSecond(1_800_000_000)));
        record = Jenkins.XSTREAM2.toXML(action);
        asked = Jenkins.XSTREAM2.toXML(asked());
        for (String field : List.of("<found>", "<lint", "<status>", "<hashes>", "<targetChangedAt>", "<decisions>")) {
            assertTrue(record.contains(field) || field.equals("<lint"), field + " is not in " + record);
        }
    }

    @AfterEach
    void end() {
        controller.close();
    }

    private ApprovalAction asked() {
        return controller.run().getAction(ApprovalAction.class);
    }

    private static Document parse(String xml) throws Exception {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(xml)));
    }

    private static String text(Document xml) throws Exception {
        StringWriter text = new StringWriter();
        TransformerFactory.newInstance().newTransformer().transform(new DOMSource(xml), new StreamResult(text));
        return text.toString();
    }

    private static void empty(Element element) {
        while (element.getFirstChild() != null) {
            element.removeChild(element.getFirstChild());
        }
    }

    private static void text(Element element, String text) {
        empty(element);
        element.setTextContent(text);
    }

    private static void first(Element element, String name, String text) {
        Element child = element.getOwnerDocument().createElement(name);
        child.setTextContent(text);
        element.insertBefore(child, element.getFirstChild());
    }

    /** All damages to one record; the other one stays as it is. */
    private void damage(String whole, Consumer<Action> with) throws Exception {
        List<String> broken = new ArrayList<>();
        int drawn = 0;
        int elements = parse(whole).getElementsByTagName("*").getLength();
        for (int i = 1; i < elements; i++) {
            for (Map.Entry<String, Consumer<Element>> damage : DAMAGES.entrySet()) {
                Document xml = parse(whole);
                Element element = (Element) xml.getElementsByTagName("*").item(i);
                String where = path(element) + ": " + damage.getKey();
                damage.getValue().accept(element);
                try {
                    Action read = read(text(xml));
                    if (read != null) {
                        with.accept(read);
                        drawn++;
                    }
                } catch (RuntimeException | Error e) {
                    broken.add(where + ": " + root(e));
                }
            }
        }
        assertEquals(List.of(), broken.stream().limit(40).toList(), broken.size() + " of them");
        assertTrue(drawn > elements, "too few of them could be read: " + drawn);
    }

    /** Null where XStream itself refuses a value: Jenkins then leaves the field out, which is a damage of its own here. */
    private static Action read(String xml) {
        try {
            return (Action) Jenkins.XSTREAM2.fromXML(xml);
        } catch (XStreamException e) {
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                for (StackTraceElement frame : cause.getStackTrace()) {
                    if (frame.getMethodName().equals("readResolve")
                            && frame.getClassName().startsWith("io.jenkins.plugins.planetscale")) {
                        throw e;
                    }
                }
            }
            return null;
        }
    }

    private static String root(Throwable e) {
        Throwable root = e;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        return root + " at "
                + (root.getStackTrace().length == 0 ? "?" : root.getStackTrace()[0]);
    }

    private static String path(Node node) {
        return node.getParentNode() instanceof Element above ? path(above) + "/" + node.getNodeName() : "";
    }

    /** As the pages of a build and of its job are drawn, those that nobody looks into included. */
    private void draw(Action changed) {
        Project job = new Project();
        Build build = new Build(job);
        job.last = build;
        Action record = changed instanceof ReleaseRecordAction ? changed : read(this.record);
        ApprovalAction approvalRequests = (ApprovalAction) (changed instanceof ApprovalAction ? changed : read(asked));
        approvalRequests.onLoad(build);
        build.addAction(record);
        build.addAction(approvalRequests);
        for (Action action : List.of(record, approvalRequests)) {
            action.getIconFileName();
            action.getDisplayName();
            action.getUrlName();
        }
        ReleaseAction page = new ReleaseActionFactory().createFor(build).iterator().next();
        page.getVersion();
        walk(page.getEntries());
        for (EntryView entry : page.getDeployRequests()) {
            walk(page.draw(entry));
            walk(page.getDecision().buttons(entry.getEntry()));
            if (entry.getApproval() != null) {
                page.getDecision().refusal(entry.getApproval());
            }
            page.getDecision().isUnderWay(entry.getEntry());
        }
        for (ApprovalRequest approvalRequest : approvalRequests.getRequests()) {
            new ApprovalService(build).refusal(approvalRequest);
            walk(approvalRequest);
        }
        walk(page.getApprovals());
        approvalRequests.getOpenRequests();
        Jenkins.XSTREAM2.toXML(record); // the build is written again
        Jenkins.XSTREAM2.toXML(approvalRequests);
        JobReleases releases =
                new JobReleasesFactory().createFor(job).iterator().next();
        releases.getIconFileName();
        releases.getChart();
        walk(releases.getRecent());
        walk(releases.getLatest());
    }

    /** Asks a view for all that a page could ask it for. */
    private static void walk(Object shown) {
        if (shown instanceof Collection<?> many) {
            many.forEach(DamagedRecordsOfflineTest::walk);
        } else if (shown != null && shown.getClass().getName().startsWith("io.jenkins.plugins.planetscale.")) {
            if (shown.getClass().isEnum()) {
                return;
            }
            for (Method getter : shown.getClass().getMethods()) {
                boolean asked = getter.getParameterCount() == 0
                        && getter.getDeclaringClass() != Object.class
                        && getter.getName().matches("(get|is)[A-Z].*");
                if (asked) {
                    try {
                        walk(getter.invoke(shown));
                    } catch (InvocationTargetException e) {
                        throw new IllegalStateException(getter.toString(), e.getCause());
                    } catch (IllegalAccessException e) {
                        throw new IllegalStateException(e);
                    }
                }
            }
        }
    }

    @Test
    void theRecordOfWhatABuildDid() throws Exception {
        damage(record, this::draw);
    }

    @Test
    void theApprovalsThatABuildAsksFor() throws Exception {
        damage(asked, this::draw);
    }
}
