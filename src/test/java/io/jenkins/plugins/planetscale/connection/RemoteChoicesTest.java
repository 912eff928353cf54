package io.jenkins.plugins.planetscale.connection;

import static io.jenkins.plugins.planetscale.connection.Fixture.SECRET;
import static io.jenkins.plugins.planetscale.connection.Fixture.configure;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.cloudbees.plugins.credentials.CredentialsProvider;
import hudson.model.FreeStyleProject;
import hudson.model.Item;
import hudson.model.User;
import hudson.security.ACL;
import hudson.security.ACLContext;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.planetscale.Grants;
import io.jenkins.plugins.planetscale.local.Database;
import io.jenkins.plugins.planetscale.local.FaultRule;
import io.jenkins.plugins.planetscale.local.LocalPlanetScale;
import io.jenkins.plugins.planetscale.testing.WithSharedJenkins;
import jenkins.model.Jenkins;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;

@WithSharedJenkins
class RemoteChoicesTest {
    private final LocalPlanetScale planetScale = LocalPlanetScale.start();
    private JenkinsRule j;
    private FreeStyleProject job;

    @BeforeEach
    void world(JenkinsRule rule) throws Exception {
        j = rule;
        Database logistics = planetScale.world().database("mechanica", "logistics");
        logistics.branch("add-eta");
        planetScale.world().database("mechanica", "billing");
        planetScale.world().token("tkn1", SECRET, "mechanica");
        Fixture.store(Fixture.token("token-of-local", "tkn1"));
        PlanetScaleConnection local = Fixture.connection("local", "mechanica", null);
        local.setApiUrl(planetScale.url());
        configure(local);
        job = j.createFreeStyleProject();
    }

    @AfterEach
    void close() {
        planetScale.close();
    }

    @Test
    void offersTheDatabasesAndBranches() throws Exception {
        assertThat(RemoteChoices.databases(job, "", "", ""), containsInAnyOrder("logistics", "billing"));
        assertThat(
                RemoteChoices.databases(null, "local", "mechanica", "x"),
                containsInAnyOrder("x", "logistics", "billing"));
        assertThat(RemoteChoices.branches(job, "", "", "logistics", ""), containsInAnyOrder("main", "add-eta"));
        assertThat(RemoteChoices.branches(job, "", "", "", "b"), contains("b"));
        job.addProperty(Fixture.jobProperty(null, null, "logistics"));
        assertThat(RemoteChoices.branches(job, "", "", "", "main"), containsInAnyOrder("main", "add-eta"));
    }

    @Test
    void theOrganizationOfTheCredentialWillDo() throws Exception {
        PlanetScaleServiceTokenImpl token = Fixture.token("token-of-local", "tkn1");
        token.setOrganization("mechanica");
        PlanetScaleConnection local = Fixture.connection("local");
        local.setApiUrl(planetScale.url());
        configure(local);
        assertThat(RemoteChoices.databases(job, "", "", ""), empty());
        Fixture.store(token);
        assertThat(RemoteChoices.databases(job, "", "", ""), containsInAnyOrder("logistics", "billing"));
    }

    @Test
    void offersTheConnections() {
        assertThat(values(RemoteChoices.connections(job, "")), contains("", "local"));
        assertThat(values(RemoteChoices.connections(null, "gone")), contains("", "local", "gone"));
    }

    @Test
    void leavesItAtTheCurrentValueWhenPlanetScaleCannotBeAsked() {
        assertThat(RemoteChoices.databases(job, "gone", "", "x"), contains("x"));
        assertThat(RemoteChoices.databases(job, "", "acme", "x"), contains("x"));
        planetScale.faults().add(FaultRule.on("GET", ".*").status(500));
        assertThat(RemoteChoices.databases(job, "", "", "x"), contains("x"));
        planetScale.world().revokeToken("tkn1");
        assertThat(RemoteChoices.databases(job, "", "", "x"), contains("x"));
        planetScale.close();
        assertThat(RemoteChoices.branches(job, "", "", "logistics", "x"), contains("x"));
    }

    @Test
    void readsABoundedNumberOfPages() {
        Database logistics = planetScale.world().database("mechanica", "logistics");
        for (int i = 0; i < 450; i++) {
            logistics.branch("b" + i);
        }
        assertThat(RemoteChoices.branches(job, "", "", "logistics", ""), hasSize(300));
        assertEquals(3, planetScale.exchanges().size());
    }

    @Test
    void usesTheTokenOnlyForWhoMaySee() {
        Grants.in(j)
                .to("reader", Jenkins.READ, Item.READ)
                .to("extended", Jenkins.READ, Item.READ, Item.EXTENDED_READ)
                .to("user", Jenkins.READ, Item.READ, CredentialsProvider.USE_ITEM);
        try (ACLContext as = ACL.as2(User.getById("reader", true).impersonate2())) {
            assertThat(RemoteChoices.databases(job, "", "", "x"), contains("x"));
            assertThat(RemoteChoices.branches(job, "", "", "logistics", ""), empty());
            assertThat(values(RemoteChoices.connections(job, "x")), contains("", "x"));
        }
        try (ACLContext as = ACL.as2(User.getById("extended", true).impersonate2())) {
            assertThat(RemoteChoices.databases(null, "", "", "x"), contains("x"));
            assertThat(RemoteChoices.databases(job, "", "", ""), empty());
            assertThat(values(RemoteChoices.connections(job, "")), hasItem("local"));
            assertThat(planetScale.exchanges(), empty());
        }
        try (ACLContext as = ACL.as2(User.getById("user", true).impersonate2())) {
            assertThat(RemoteChoices.databases(job, "", "", ""), containsInAnyOrder("logistics", "billing"));
        }
    }

    private static java.util.List<String> values(ListBoxModel choices) {
        return choices.stream().map(option -> option.value).toList();
    }
}
