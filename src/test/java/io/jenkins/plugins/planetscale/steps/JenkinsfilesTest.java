package io.jenkins.plugins.planetscale.steps;

import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.model.Result;
import io.jenkins.plugins.planetscale.connection.PlanetScaleConfiguration;
import io.jenkins.plugins.planetscale.connection.PlanetScaleConnection;
import io.jenkins.plugins.planetscale.testing.LocalPlanetScaleFixture;
import io.jenkins.plugins.planetscale.testing.WithSharedJenkins;
import java.util.List;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;

/** The ways in which people write the steps: nested settings as maps or as printed, in Declarative, with options. */
@WithSharedJenkins
class JenkinsfilesTest {
    private final LocalPlanetScaleFixture site = new LocalPlanetScaleFixture();

    @AfterEach
    void close() {
        site.close();
    }

    @Test
    void gatesCanBeAMapOrWhatTheSnippetGeneratorPrints(JenkinsRule j) throws Exception {
        site.configure().devBranch("dev").ddl("ALTER TABLE orders DROP COLUMN status");
        WorkflowRun run = j.buildAndAssertSuccess(LocalPlanetScaleFixture.job("gates", """
                def refused(Closure body) {
                    try {
                        body()
                        error 'not refused'
                    } catch (io.jenkins.plugins.planetscale.steps.StepFailure e) {
                        echo "${e.kind}: ${e.message}"
                    }
                }
                refused { planetscaleDeployRequest 'dev' }
                refused { planetscaleDeployRequest branch: 'dev', gates: [dropData: 'warn', tables: ['orders']] }
                refused { planetscaleDeployRequest branch: 'dev', gates: planetscaleGates() }
                def map = planetscaleDeployRequest branch: 'dev', gates: [dropData: 'warn', recentlyUsed: 'off']
                echo "map: ${map.number} ${map.outcome}"
                def printed = planetscaleDeployRequest branch: 'dev', gates: planetscaleGates(dropData: 'warn', recentlyUsed: 'off')
                echo "printed: ${printed.number} ${printed.outcome}"
                """));
        j.assertLogContains("REFUSED: ", run);
        j.assertLogContains("table customers is not one of orders", run);
        j.assertLogContains("map: 1 READY", run);
        j.assertLogContains("printed: 1 READY", run);
    }

    @Test
    void anApprovalCanBeAMapOrWhatTheSnippetGeneratorPrints(JenkinsRule j) throws Exception {
        site.configure().devBranch("dev");
        WorkflowRun run = j.buildAndAssertSuccess(LocalPlanetScaleFixture.job("approval", """
                def request = planetscaleDeployRequest branch: 'dev'
                def map = planetscaleApply deployRequest: request.number, approval: [submitters: 'ainsley', timeout: '8h'], dryRun: true
                def printed = planetscaleApply branch: 'dev', approval: planetscaleApproval(message: 'Live?', notStarter: true), dryRun: true
                echo "${map.outcome} ${printed.outcome}"
                """));
        j.assertLogContains("DRY_RUN DRY_RUN", run);
    }

    @Test
    void aMistypedSettingIsRefusedAndNamed(JenkinsRule j) throws Exception {
        site.configure().devBranch("dev");
        WorkflowRun run = j.buildAndAssertStatus(
                Result.FAILURE,
                LocalPlanetScaleFixture.job("typo", "planetscaleDeployRequest branch: 'dev', gates: [lint: 'loud']"));
        j.assertLogContains("\"loud\" is not a level of a gate; use error, warn or off.", run);
        run = j.buildAndAssertStatus(
                Result.FAILURE,
                LocalPlanetScaleFixture.job("word", "planetscaleBranch name: 'dev', ifExists: 'maybe'"));
        j.assertLogContains("ifExists: \"maybe\" is not known; use reuse, fail or recreate.", run);
    }

    @Test
    void declarativeTakesTheStepsAndTheDefaultsOfItsOptions(JenkinsRule j) throws Exception {
        site.configure();
        for (String database : List.of("billing", "archive")) {
            site.server.world().database("mechanica", database).branch("main").schema(LocalPlanetScaleFixture.SCHEMA);
            site.server.world().database("mechanica", database).timings().immediate();
        }
        PlanetScaleConnection connection =
                PlanetScaleConfiguration.get().getConnections().get(0);
        connection.setDefault(false);
        connection.setDatabase(null);
        WorkflowRun run = j.buildAndAssertSuccess(LocalPlanetScaleFixture.job("declarative", """
                pipeline {
                    agent none
                    options {
                        planetscale(connection: 'production', database: 'logistics')
                    }
                    stages {
                        stage('of the job') {
                            steps {
                                planetscaleBranch name: 'feature'
                                planetscaleBackup branch: 'main', name: 'before'
                            }
                        }
                        stage('of the stage') {
                            options {
                                withPlanetscale(database: 'billing')
                            }
                            steps {
                                planetscaleBranch name: 'feature'
                                withPlanetscale(database: 'archive') {
                                    planetscaleBranch name: 'feature'
                                }
                            }
                        }
                    }
                    post {
                        always {
                            planetscaleDeleteBranch 'feature'
                        }
                    }
                }
                """));
        for (String database : List.of("logistics", "billing", "archive")) {
            j.assertLogContains("\"feature\" of mechanica/" + database, run);
        }
        j.assertLogContains("Branch \"feature\" of mechanica/logistics is deleted.", run);
    }

    @Test
    void declarativeTakesWithPlanetscaleAsAnOptionOfThePipeline(JenkinsRule j) throws Exception {
        site.configure().devBranch("dev");
        PlanetScaleConnection connection =
                PlanetScaleConfiguration.get().getConnections().get(0);
        connection.setDatabase(null);
        WorkflowRun run = j.buildAndAssertSuccess(LocalPlanetScaleFixture.job("options", """
                pipeline {
                    agent none
                    options {
                        withPlanetscale(connection: 'production', organization: 'mechanica', database: 'logistics')
                    }
                    stages {
                        stage('release') {
                            steps {
                                planetscaleDeployRequest branch: 'dev', gates: [lint: 'warn', tables: ['customers']]
                                planetscaleApply branch: 'dev'
                            }
                        }
                    }
                }
                """));
        j.assertLogContains("mechanica/logistics", run);
        assertTrue(
                site.server.world().dump().contains("deploy request 1 dev -> main"),
                site.server.world().dump());
    }
}
