package io.jenkins.plugins.planetscale.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.planetscale.client.model.DeployOperation;
import io.jenkins.plugins.planetscale.client.model.DeployRequest;
import io.jenkins.plugins.planetscale.client.model.Deployment;
import io.jenkins.plugins.planetscale.client.model.LintError;
import io.jenkins.plugins.planetscale.client.model.PrecedingDeployment;
import io.jenkins.plugins.planetscale.client.model.RevertRequest;
import io.jenkins.plugins.planetscale.release.state.DeploymentState;
import io.jenkins.plugins.planetscale.release.state.Progress;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What the build page says of a deploy request, without a page. */
class DeployRequestViewTest {
    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");

    private static Progress seen(String state, double percent, boolean instant, String link) {
        DeployOperation alter = new DeployOperation(
                "op",
                "in_progress",
                "logistics",
                "orders",
                "alter",
                200.0,
                percent,
                "ALTER TABLE orders DROP COLUMN state",
                true,
                true,
                NOW,
                List.of("fk_customer"),
                false,
                null,
                null,
                null);
        Deployment deployment = new Deployment(
                "d",
                state,
                true,
                false,
                false,
                instant,
                instant,
                NOW,
                NOW,
                NOW,
                NOW,
                null,
                null,
                false,
                null,
                null,
                null,
                List.of(new LintError("NO_UNIQUE_KEY", "table", "logistics", "orders", "<b>no key</b>", link)),
                state.equals("queued") ? List.of(new PrecedingDeployment("x", "in_progress", 3)) : List.of(),
                false,
                null,
                false,
                null,
                NOW,
                List.of(alter),
                List.of(),
                new RevertRequest(NOW.plusSeconds(90), null, null, List.of()),
                7,
                "main",
                null);
        DeployRequest request = new DeployRequest(
                "id",
                7,
                "dev",
                "b",
                "main",
                true,
                "open",
                state,
                deployment,
                null,
                null,
                null,
                NOW,
                NOW,
                null,
                null,
                false,
                1);
        return Progress.of(request, NOW);
    }

    private static DeployRequestView view(Progress progress, Map<String, String> diffs) {
        return new DeployRequestView(
                DeployRequestView.Data.of("#7", null, progress, diffs, List.of(), List.of(), List.of(), true));
    }

    private static DeployRequestView view(String state) {
        return view(seen(state, 42.9, false, null), Map.of());
    }

    @Test
    void dangersAreBadges() {
        assertEquals(
                List.of("Drops data", "Recently used table", "Removes foreign key fk_customer"),
                view("ready").getTables().get(0).getBadges().stream()
                        .map(BadgeView::getText)
                        .toList());
        assertTrue(view("ready").getBadges().isEmpty());
        assertEquals(
                "Not revertable",
                view(seen("complete", 100, true, null), Map.of())
                        .getBadges()
                        .get(0)
                        .getText());
    }

    @Test
    void aBarSaysInWordsWhatItShows() {
        BarView bar = view("in_progress").bars().get(0);
        assertEquals(42, bar.getPercent());
        assertEquals("42 %, about 3 min 20 s left", bar.getText());
        assertTrue(view("complete").bars().isEmpty(), "nothing is copied any more");
    }

    @Test
    void thePlaceInTheQueueAndTheWindowAreTold() {
        assertEquals("Place 2 in the queue, behind #3.", view("queued").getQueue());
        assertNull(view("in_progress").getQueue());
        assertEquals("1 min 30 s left", view("complete_pending_revert").revertLeft(NOW.toEpochMilli()));
        assertEquals("over", view("complete_pending_revert").revertLeft(NOW.toEpochMilli() + 90_000));
        assertEquals(0, view("complete").getRevertUntil());
    }

    @Test
    void onlyLinksOfTheWebBecomeLinks() {
        FindingView web = view(seen("error", 0, false, "https://planetscale.com/docs"), Map.of())
                .getFindings()
                .get(0);
        assertEquals("https://planetscale.com/docs", web.getLink());
        assertEquals("orders", web.getTable());
        assertEquals("<b>no key</b>", web.getText());
        FindingView script = view(seen("error", 0, false, "javascript:alert(1)"), Map.of())
                .getFindings()
                .get(0);
        assertNull(script.getLink());
        assertEquals("<b>no key</b> (javascript:alert(1))", script.getText());
        assertNull(SafeLinks.safe("data:text/html,x"));
        assertNotNull(SafeLinks.safe("HTTP://example.com"));
    }

    @Test
    void onlyWhatIsMoreThanAFigureChangesTheShape() {
        DeployRequestView some = view(seen("in_progress", 10, false, null), Map.of());
        DeployRequestView more = view(seen("in_progress", 90, false, null), Map.of());
        assertEquals(some.shape(), more.shape());
        assertNotEquals(some.shape(), view("pending_cutover").shape());
        assertNotEquals(
                some.shape(),
                view(seen("in_progress", 10, false, null), Map.of("orders", "+ a"))
                        .shape());
    }

    @Test
    void everyStateHasWords() {
        for (DeploymentState state : DeploymentState.values()) {
            DeployRequestView view = view(state.name().toLowerCase(Locale.ROOT));
            assertFalse(view.getState().isBlank(), state.name());
            assertTrue(view.getSentence().startsWith("Deploy request #7: "), view.getSentence());
            view.getSteps().forEach(step -> assertFalse(step.getLabel().isBlank()));
        }
        assertTrue(view("thawing").getState().contains("thawing"));
    }

    @Test
    void diffsOverTheBudgetAreLeftToPagesOfTheirOwn() {
        Map<String, String> diffs = new LinkedHashMap<>();
        IntStream.range(0, 200).forEach(i -> diffs.put("t" + i, "+  `added` varchar(255) NOT NULL,\n".repeat(10)));
        List<TableView> tables = view((Progress) null, diffs).draw().getTables();
        long inline = tables.stream().filter(table -> table.getHtml() != null).count();
        assertTrue(inline > 0 && inline < 200, inline + " inline");
        assertEquals(10, tables.get(199).getAdded());
        assertFalse(tables.get(199).isOpen());
        assertTrue(view((Progress) null, Map.of("t", "+a"))
                .draw()
                .getTables()
                .get(0)
                .isOpen());
    }
}
