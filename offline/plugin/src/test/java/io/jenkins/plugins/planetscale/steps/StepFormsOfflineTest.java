package io.jenkins.plugins.planetscale.steps;
import io.jenkins.plugins.planetscale.steps.branch.BranchStep;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThan;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.cloudbees.plugins.credentials.CredentialsProvider;
import hudson.model.Item;
import hudson.util.FormValidation;
import io.jenkins.plugins.planetscale.connection.PlanetScaleConfiguration;
import io.jenkins.plugins.planetscale.connection.PlanetScaleConnection;
import io.jenkins.plugins.planetscale.offline.PlayedJenkins;
import java.io.File;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.kohsuke.stapler.verb.POST;

/** The web methods of the steps' forms, called as Stapler calls them. */
class StepFormsOfflineTest {
    @TempDir
    private File home;

    private PlayedJenkins jenkins;
    private PlayedJenkins.Project job;

    @BeforeEach
    void begin() {
        jenkins = new PlayedJenkins(home);
        job = new PlayedJenkins.Project(Jenkins.get(), "job");
        PlanetScaleConfiguration.get().setConnections(List.of(new PlanetScaleConnection("production", "gone")));
    }

    @AfterEach
    void end() {
        jenkins.close();
    }

    @Test
    void eachTakesAPostAndAnswersWithoutConnectionOrCredential() throws Exception {
        int called = 0;
        for (StepDescriptor form : StepDescriptor.all()) {
            for (Method method : webMethods(form)) {
                assertNotNull(method.getAnnotation(POST.class), method.toString());
                assertNotNull(call(form, method, job), method.toString());
                assertNotNull(call(form, method, null), method.toString());
                called++;
            }
        }
        assertThat(called, greaterThan(40));
    }

    @Test
    void connectionsAreForThoseWhoMayChoose() throws Exception {
        assertTrue(offered(job).contains("production"));
        jenkins.denied.addAll(List.of(Item.EXTENDED_READ, CredentialsProvider.USE_ITEM));
        assertFalse(offered(job).contains("production"));
        assertTrue(offered(null).contains("production"));
        jenkins.denied.add(Jenkins.ADMINISTER);
        assertFalse(offered(null).contains("production"));
    }

    private static String offered(Item item) {
        StringBuilder all = new StringBuilder();
        StepDescriptor.all().stream()
                .filter(PlanetScaleStepDescriptor.class::isInstance)
                .forEach(form -> all.append(((PlanetScaleStepDescriptor) form).doFillConnectionItems(item, "")));
        return all.toString();
    }

    @ParameterizedTest
    @CsvSource({
        "'',OK",
        "90s,OK",
        "1h 30m,OK",
        "2 days,OK",
        "5 min,OK",
        "1h30m,OK",
        "10 seconds,OK",
        "2 dayss,ERROR",
        "0s,ERROR",
        "soon,ERROR",
        "-1m,ERROR",
        "5,ERROR"
    })
    void timesAreChecked(String text, FormValidation.Kind kind) {
        assertEquals(kind, new BranchStep.DescriptorImpl().doCheckTimeout(text).kind);
    }

    private static List<Method> webMethods(StepDescriptor form) {
        List<Method> methods = new ArrayList<>();
        for (Method method : form.getClass().getMethods()) {
            if (method.getName().matches("do(Fill|Check)[A-Z].*") && !method.isBridge()) {
                methods.add(method);
            }
        }
        return methods;
    }

    private static Object call(StepDescriptor form, Method method, Item item) throws Exception {
        Object[] arguments = Stream.of(method.getParameterTypes())
                .map(type -> argument(type, item))
                .toArray();
        return method.invoke(form, arguments);
    }

    private static Object argument(Class<?> type, Item item) {
        if (type == boolean.class) {
            return false;
        }
        return type == String.class ? "" : item;
    }
}
