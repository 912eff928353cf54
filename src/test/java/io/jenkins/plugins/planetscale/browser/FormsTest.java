package io.jenkins.plugins.planetscale.browser;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.cloudbees.hudson.plugins.folder.Folder;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.SelectOption;
import io.jenkins.plugins.planetscale.testing.LocalPlanetScaleFixture;
import java.util.List;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Each form can be filled in by everybody, as {@link PagesTest} asks it of the pages. */
@WithJenkins
class FormsTest extends InBrowser {
    private static final int NARROW = 360;
    private static final int DESK = 1280;

    @Test
    void theFormsOfAllStepsInTheSnippetGenerator() throws Exception {
        WorkflowJob job = LocalPlanetScaleFixture.job("form", "");
        Visitor visitor = CHROMIUM.visitor(People.ADMIN).open(job.getUrl() + "pipeline-syntax/?");
        Locator steps = visitor.page.locator("select.dropdownList").first();
        List<?> ours = (List<?>) steps.evaluate("(select) => [...select.options].map((one) => one.text)"
                + ".filter((text) => /^(with)?planetscale/i.test(text))");
        assertTrue(ours.size() >= 10, ours.toString());
        for (Object label : ours) {
            steps.selectOption(new SelectOption().setLabel(label.toString()));
            Locator first = visitor.page
                    .locator(".jenkins-form-item:visible:has(> * [name^='_.'])")
                    .first();
            visitor.shows(first);
            Locator form = first.locator("xpath=..");
            form.locator(".advanced-button:visible").all().forEach(Locator::click);
            visitor.isForEverybody(form, NARROW, DESK);
        }
    }

    @Test
    void whatAJobAndAFolderSayForTheirBuilds() throws Exception {
        WorkflowJob job = LocalPlanetScaleFixture.job("property", "");
        Folder folder = j.createProject(Folder.class, "folder");
        for (String url : List.of(job.getUrl(), folder.getUrl())) {
            Visitor visitor = CHROMIUM.visitor(People.ADMIN).open(url + "configure");
            Locator property = visitor.page
                    .locator(".optionalBlock-container:has(> .optional-block-start label:has-text('PlanetScale'))")
                    .first();
            visitor.shows(property);
            property.locator("label").first().click();
            visitor.shows(property.locator("[name='_.database']"));
            visitor.isForEverybody(property, NARROW, DESK);
            visitor.close();
        }
    }

    @Test
    void theFormOfACredential() throws Exception {
        Visitor visitor = CHROMIUM.visitor(People.ADMIN)
                .open("manage/credentials/store/system/domain/_/credential/planetscale-token/update");
        Locator form = visitor.page.locator("form[name='update']");
        visitor.shows(form.locator("[name='_.tokenId']"));
        visitor.isForEverybody(form, NARROW, DESK);
    }
}
