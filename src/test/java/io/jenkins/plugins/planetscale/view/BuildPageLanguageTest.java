package io.jenkins.plugins.planetscale.view;

import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.Functions;
import io.jenkins.plugins.planetscale.testing.LocalPlanetScaleFixture;
import java.util.List;
import java.util.Locale;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;
import org.jvnet.localizer.LocaleProvider;

/** The page of a build is in the language that the reader's browser asks for. */
@WithJenkins
class BuildPageLanguageTest {
    private final LocalPlanetScaleFixture site = new LocalPlanetScaleFixture();
    private final LocaleProvider before = LocaleProvider.getProvider();

    /** What hudson.WebAppMain does when Jenkins starts; the test harness starts without it. */
    @BeforeEach
    void askTheRequest() {
        LocaleProvider.setProvider(new LocaleProvider() {
            @Override
            public Locale get() {
                return Functions.getCurrentLocale();
            }
        });
    }

    @AfterEach
    void close() {
        LocaleProvider.setProvider(before);
        site.close();
    }

    private static void shows(JenkinsRule j, WorkflowRun run, String languages, List<String> texts) throws Exception {
        JenkinsRule.WebClient client = j.createWebClient();
        client.getOptions().setJavaScriptEnabled(false);
        client.addRequestHeader("Accept-Language", languages);
        String page = client.getPage(run, "planetscale").asNormalizedText();
        texts.forEach(text -> assertTrue(page.contains(text), () -> languages + ": no " + text + " in\n" + page));
    }

    @Test
    void thePageSpeaksTheReadersLanguage(JenkinsRule j) throws Exception {
        site.configure().devBranch("dev");
        WorkflowRun run = j.buildAndAssertSuccess(
                LocalPlanetScaleFixture.job("release", "planetscaleDeployRequest branch: 'dev', stage: true"));
        shows(
                j,
                run,
                "de-DE,de;q=0.9,en;q=0.5",
                List.of("Deploy-Request #1", "vorbereitet, bereit zur Umschaltung", "Geprüft", "dev in main"));
        shows(j, run, "ja", List.of("デプロイリクエスト #1", "ステージ済み、カットオーバー可能", "検査済み", "dev から main へ"));
        shows(j, run, "fr", List.of("Deploy request #1", "staged, ready to cut over", "Checked", "dev into main"));
    }
}
