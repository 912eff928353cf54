package io.jenkins.plugins.planetscale.attack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.cloudbees.hudson.plugins.folder.Folder;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.CredentialsStore;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import com.cloudbees.plugins.credentials.domains.Domain;
import hudson.model.Result;
import hudson.util.Secret;
import io.jenkins.plugins.planetscale.connection.PlanetScaleServiceTokenImpl;
import io.jenkins.plugins.planetscale.connection.RemoteChoices;
import io.jenkins.plugins.planetscale.testing.LocalPlanetScaleFixture;
import io.jenkins.plugins.planetscale.testing.WithSharedJenkins;
import java.util.List;
import java.util.Map;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;

/** A token that one folder keeps, and a job in another folder that would like to use it. */
@WithSharedJenkins
class OtherFoldersTokenTest {
    private final LocalPlanetScaleFixture site = new LocalPlanetScaleFixture();
    private JenkinsRule j;
    private Folder owners;
    private Folder others;

    @BeforeEach
    void aTokenInOneFolder(JenkinsRule rule) throws Exception {
        j = rule;
        site.configure().devBranch("dev");
        SystemCredentialsProvider.getInstance().setDomainCredentialsMap(Map.of(Domain.global(), List.of()));
        SystemCredentialsProvider.getInstance().save();
        owners = j.createProject(Folder.class, "owners");
        others = j.createProject(Folder.class, "others");
        for (CredentialsStore store : CredentialsProvider.lookupStores(owners)) {
            if (store.getContext() == owners) {
                store.addCredentials(
                        Domain.global(),
                        new PlanetScaleServiceTokenImpl(
                                CredentialsScope.GLOBAL,
                                "planetscale-token",
                                null,
                                LocalPlanetScaleFixture.TOKEN_ID,
                                Secret.fromString(LocalPlanetScaleFixture.TOKEN_SECRET)));
            }
        }
    }

    @AfterEach
    void close() {
        site.close();
    }

    private static WorkflowJob job(Folder folder, String script) throws Exception {
        WorkflowJob job = folder.createProject(WorkflowJob.class, "job");
        job.setDefinition(new CpsFlowDefinition(script, true));
        return job;
    }

    private int asked() {
        return site.server.exchanges().size();
    }

    @Test
    void aStepOfTheOtherFolderFindsNoToken() throws Exception {
        WorkflowRun run = j.buildAndAssertStatus(
                Result.FAILURE, job(others, "planetscaleBranch name: 'stolen', connection: 'production'"));
        j.assertLogContains("The credential \"planetscale-token\"", run);
        assertEquals(0, asked());
        j.buildAndAssertSuccess(job(owners, "planetscaleBranch name: 'own', connection: 'production'"));
        assertTrue(site.database.hasBranch("own"));
    }

    @Test
    void aFormOfTheOtherFolderListsNothing() throws Exception {
        WorkflowJob job = job(others, "");
        assertEquals(List.of(), List.copyOf(RemoteChoices.databases(job, "production", "", "")));
        assertEquals(List.of(), List.copyOf(RemoteChoices.branches(job, "production", "", "logistics", "")));
        assertEquals(0, asked());
        assertTrue(
                RemoteChoices.databases(job(owners, ""), "production", "", "").contains("logistics"));
    }

    @Test
    void theOtherFolderCannotBindIt() throws Exception {
        String bind =
                "withCredentials([planetscaleServiceToken(credentialsId: 'planetscale-token')]) {" + " echo 'bound' }";
        WorkflowRun run = j.buildAndAssertStatus(Result.FAILURE, job(others, bind));
        j.assertLogNotContains("bound", run);
        j.buildAndAssertSuccess(job(owners, bind));
    }
}
