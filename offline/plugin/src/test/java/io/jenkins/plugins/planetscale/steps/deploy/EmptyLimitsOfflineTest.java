package io.jenkins.plugins.planetscale.steps.deploy;
import io.jenkins.plugins.planetscale.steps.approval.ApprovalSettings;
import io.jenkins.plugins.planetscale.steps.Lists;
import io.jenkins.plugins.planetscale.steps.credentials.PasswordStep;
import io.jenkins.plugins.planetscale.testing.PlayedController;
import io.jenkins.plugins.planetscale.steps.window.RevertWindowStep;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import net.sf.json.JSONObject;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A limit that is given but names nothing is refused, before anything is done, and is never "no limit" (I10). */
class EmptyLimitsOfflineTest {
    @TempDir
    private File home;

    private PlayedController controller;

    @BeforeEach
    void begin() {
        controller = new PlayedController(home).devBranch();
    }

    @AfterEach
    void end() {
        controller.close();
    }

    static Stream<Arguments> limits() {
        return Stream.of(
                        List.<String>of(),
                        List.of(""),
                        List.of(" "),
                        List.of("\n"),
                        List.of("orders", ""),
                        Arrays.asList("orders", null))
                .flatMap(list -> Stream.of(
                        Arguments.of("tables", gates(settings -> settings.setTables(list))),
                        Arguments.of("cidrs", password(list)),
                        Arguments.of("watch", window(list))));
    }

    static Stream<Arguments> texts() {
        return Stream.of(
                Arguments.of("submitters", approval(settings -> settings.setSubmitters(""))),
                Arguments.of("submitters", approval(settings -> settings.setSubmitters("  "))),
                Arguments.of("submitters", approval(settings -> settings.setSubmitters(","))),
                Arguments.of("submitters", approval(settings -> settings.setSubmitters(" , ,"))),
                Arguments.of("submitters", approval(settings -> settings.setSubmitters("ainsley,,dba"))),
                Arguments.of("submitters", approval(settings -> settings.setSubmitters("ainsley,"))),
                Arguments.of("approval: timeout", approval(settings -> settings.setTimeout(""))),
                Arguments.of("approval: timeout", approval(settings -> settings.setTimeout(" "))),
                Arguments.of("timeout", timeout("")),
                Arguments.of("timeout", timeout("  ")));
    }

    private static Step gates(Consumer<GateSettings> setting) {
        GateSettings gates = new GateSettings();
        setting.accept(gates);
        DeployRequestStep step = new DeployRequestStep("dev");
        step.setGates(gates);
        return step;
    }

    private static Step password(List<String> cidrs) {
        PasswordStep step = new PasswordStep("dev");
        step.setCidrs(cidrs);
        return step;
    }

    private static Step window(List<String> watch) {
        RevertWindowStep step = new RevertWindowStep(1);
        step.setWatch(watch);
        return step;
    }

    private static Step approval(Consumer<ApprovalSettings> setting) {
        ApprovalSettings approval = new ApprovalSettings();
        setting.accept(approval);
        ApplyStep step = new ApplyStep();
        step.setBranch("dev");
        step.setApproval(approval);
        return step;
    }

    private static Step timeout(String text) {
        DeployRequestStep step = new DeployRequestStep("dev");
        step.setTimeout(text);
        return step;
    }

    @ParameterizedTest
    @MethodSource({"limits", "texts"})
    void isRefusedAndNothingIsSent(String parameter, Step step) {
        assertThat(failure(step), containsString(parameter + ": "));
        assertEquals(0, controller.server.exchanges().size());
    }

    private String failure(Step step) {
        try {
            PlayedController.Context context = controller.start(step);
            controller.await(Duration.ofMinutes(1), context::isOver);
            return String.valueOf(context.failure.getMessage());
        } catch (AssertionError e) { // refused before it began
            return String.valueOf(e.getCause() == null ? e : e.getCause().getMessage());
        }
    }

    @Test
    void whatIsNotGivenIsNoLimit() {
        GateSettings gates = new GateSettings();
        gates.setTables(null);
        DeployRequestStep step = new DeployRequestStep("dev");
        step.setGates(gates);
        PlayedController.Context context = controller.start(step);
        controller.await(Duration.ofMinutes(5), context::isOver);
        assertNull(context.failure);
    }

    @Test
    void anEmptyFieldOfAFormIsNotGiven() {
        JSONObject form = new JSONObject();
        form.put("tables", "");
        form.put("timeout", " \n");
        form.put("submitters", "ainsley");
        JSONObject kept = Lists.withoutEmpty(form, "tables", "timeout", "submitters");
        assertEquals(1, kept.size());
        assertTrue(kept.has("submitters"));
    }

    @Test
    void aListOfAFormIsOneTextWithAnEntryALine() throws Exception {
        GateSettings gates = new GateSettings();
        gates.setTables(List.of("orders\n\n customers \n"));
        gates.gates();
        assertEquals(List.of("orders", "customers"), gates.getTables());
    }
}
