package io.jenkins.plugins.planetscale.connection;

import static io.jenkins.plugins.planetscale.connection.Fixture.SECRET;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.cloudbees.plugins.credentials.CredentialsNameProvider;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.CredentialsStore;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import com.cloudbees.plugins.credentials.domains.Domain;
import hudson.util.Secret;
import io.jenkins.plugins.planetscale.testing.WithSharedJenkins;
import org.htmlunit.html.HtmlForm;
import org.htmlunit.html.HtmlPage;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;

@WithSharedJenkins
class PlanetScaleServiceTokenImplTest {
    @Test
    void survivesTheFormWithoutShowingItsSecret(JenkinsRule j) throws Exception {
        PlanetScaleServiceTokenImpl before = Fixture.token("ps", "tkn1");
        before.setOrganization("mechanica");
        CredentialsStore store =
                CredentialsProvider.lookupStores(j.jenkins).iterator().next();
        store.addCredentials(Domain.global(), before);

        HtmlPage page = j.createWebClient().goTo("manage/credentials/store/system/domain/_/credential/ps/update");
        assertThat(page.asXml(), not(containsString(SECRET)));
        HtmlForm form = page.getFormByName("update");
        form.getInputByName("_.tokenId").setValue("tkn2");
        j.submit(form);

        PlanetScaleServiceTokenImpl after = (PlanetScaleServiceTokenImpl)
                SystemCredentialsProvider.getInstance().getCredentials().get(0);
        assertEquals("tkn2", after.getTokenId());
        assertEquals(SECRET, after.getSecret().getPlainText());
        assertEquals("mechanica", after.getOrganization());
        assertEquals(CredentialsScope.GLOBAL, after.getScope());
        assertThat(Fixture.grep(j.jenkins.getRootDir().toPath(), SECRET), empty());
    }

    @Test
    void isNamedByItsTokenIdAndItsDescription(JenkinsRule j) {
        assertEquals("tkn1", CredentialsNameProvider.name(Fixture.token("ps", "tkn1")));
        assertEquals(
                "tkn1 (for releases)",
                CredentialsNameProvider.name(new PlanetScaleServiceTokenImpl(
                        CredentialsScope.GLOBAL, "ps", "for releases", "tkn1", Secret.fromString(SECRET))));
    }

    @Test
    void itsIconIsThere(JenkinsRule j) throws Exception {
        Fixture.store(Fixture.token("ps", "tkn1"));
        HtmlPage page = j.createWebClient().goTo("manage/credentials/store/system/domain/_/");
        assertThat(page.asXml(), containsString("<ellipse"));
        assertTrue(new PlanetScaleServiceTokenImpl.DescriptorImpl()
                .getIconClassName()
                .startsWith("symbol-"));
    }
}
