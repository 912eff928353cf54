package io.jenkins.plugins.planetscale.view;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.planetscale.steps.Site;
import java.util.List;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The page of a build is in the language that the reader's browser asks for. */
@WithJenkins
class BuildPageLanguageTest {
    private final Site site = new Site();

    @AfterEach
    void close() {
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
        WorkflowRun run =
                j.buildAndAssertSuccess(Site.job("release", "planetscaleDeployRequest branch: 'dev', stage: true"));
        shows(
                j,
                run,
                "de-DE,de;q=0.9,en;q=0.5",
                List.of("Deploy-Request #1", "vorbereitet, bereit zur Umschaltung", "Geprüft", "dev in main"));
        shows(j, run, "ja", List.of("デプロイリクエスト #1", "ステージ済み、カットオーバー可能", "検査済み", "dev から main へ"));
        shows(j, run, "fr", List.of("Deploy request #1", "staged, ready to cut over", "Checked", "dev into main"));
    }
}
