package io.jenkins.plugins.planetscale.steps;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.model.Result;
import io.jenkins.plugins.planetscale.testing.BlockAssertions;
import io.jenkins.plugins.planetscale.testing.BlockTestBase;
import io.jenkins.plugins.planetscale.testing.LocalPlanetScaleFixture;
import java.util.List;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.test.steps.SemaphoreStep;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The steps with a block in Declarative Pipeline, without {@code script}. */
@WithJenkins
class DeclarativeBlocksTest extends BlockTestBase {
    private static final String BLOCKS = """
            withPlanetscaleBranch(name: 'mine') {
                echo "branch ${env.DB_BRANCH} with ${env.DB_PASSWORD}"
            }
            withPlanetscalePassword(branch: 'dev', role: 'reader') {
                echo "password of ${env.DB_BRANCH} is ${env.DB_PASSWORD}"
            }
            """;

    @BeforeEach
    void setUp() {
        site.live("dev");
    }

    private static String pipeline(String steps, String post) {
        return """
                pipeline {
                    agent none
                    stages {
                        stage('one') {
                            steps {
                                %s
                            }
                        }
                    }
                    post {
                        %s
                    }
                }
                """.formatted(steps, post);
    }

    private void assertBlocksRan(WorkflowRun run) throws Exception {
        j.assertLogContains("branch mine with ****", run);
        j.assertLogContains("password of dev is ****", run);
        assertEquals(2, BlockAssertions.minted(site).size());
        assertNothingLeft();
    }

    private void assertNothingLeft() {
        assertFalse(site.database.hasBranch("mine"));
        assertFalse(site.server.world().dumpLive().contains("password "));
    }

    private String states() {
        return site.server.world().dumpLive();
    }

    @Test
    void eachIsAStepOfAStage() throws Exception {
        WorkflowRun run = j.buildAndAssertSuccess(
                LocalPlanetScaleFixture.job(name, pipeline("""
                planetscaleRevertWindow(deployRequest: 1, every: '1s', failures: '2 of 2') {
                    echo 'a check'
                }
                """ + BLOCKS, "success { echo 'in post' }")));
        j.assertLogContains("in post", run);
        assertEquals(
                2, JenkinsRule.getLog(run).lines().filter("a check"::equals).count());
        assertTrue(states().contains("closed complete "), states());
        assertBlocksRan(run);
    }

    @Test
    void eachIsAStepOfPostAlsoWhenTheStageFailed() throws Exception {
        WorkflowRun run = j.buildAndAssertStatus(
                Result.FAILURE,
                LocalPlanetScaleFixture.job(name, pipeline("error 'the checks say no'", """
                        failure {
                            planetscaleRevertWindow(deployRequest: 1, failures: '1 of 1') {
                                error 'still no'
                            }
                            %s
                        }
                        """.formatted(BLOCKS))));
        j.assertLogContains("the checks failed: 1 failed of the last 1", run);
        assertTrue(states().contains("closed complete_revert"), states());
        assertBlocksRan(run);
    }

    @Test
    void anAbortedBlockIsCleanedUpBeforePostRuns() throws Exception {
        WorkflowRun run = LocalPlanetScaleFixture.job(name, pipeline("""
                withPlanetscaleBranch(name: 'mine') {
                    withPlanetscalePassword(branch: 'dev') {
                        semaphore '%s'
                    }
                }
                """.formatted(name), """
                aborted {
                    planetscaleBranch name: 'mine', ifExists: 'fail'
                    planetscaleDeleteBranch 'mine'
                }
                """))
                .scheduleBuild2(0)
                .waitForStart();
        SemaphoreStep.waitForStart(name + "/1", run);
        run.getExecutor().interrupt();
        j.assertBuildStatus(Result.ABORTED, j.waitForCompletion(run));
        assertEquals(2, BlockAssertions.sent(site, "POST", "/branches"));
        assertNothingLeft();
    }

    @Test
    void thoseThatGiveCredentialsAreOptionsOfAStage() throws Exception {
        for (String option : List.of("withPlanetscaleBranch(name: 'mine')", "withPlanetscalePassword(branch: 'dev')")) {
            WorkflowRun run =
                    j.buildAndAssertSuccess(LocalPlanetScaleFixture.job(name + option.length(), """
                    pipeline {
                        agent none
                        stages {
                            stage('one') {
                                options {
                                    %s
                                }
                                steps {
                                    echo "in ${env.DB_BRANCH} with ${env.DB_PASSWORD}"
                                }
                            }
                        }
                    }
                    """.formatted(option)));
            j.assertLogContains(" with ****", run);
        }
        assertNothingLeft();
    }
}
