package io.jenkins.plugins.planetscale.host;

import org.junit.jupiter.api.Test;

class DeclarativeTest {
    @Test
    void anAgentIsANodeAroundAllOrAroundAStage() throws Exception {
        Play.run("""
            pipeline {
                agent { label 'linux' }
                stages {
                    stage('one') {
                        steps {
                            sh 'echo one'
                        }
                    }
                    stage('two') {
                        agent any
                        steps {
                            sh 'echo two'
                        }
                    }
                }
            }
            """)
                .ends("SUCCESS")
                .says(
                        "[Pipeline] node",
                        "[Pipeline] {",
                        "[Pipeline] stage",
                        "[Pipeline] { (one)",
                        "one",
                        "[Pipeline] { (two)",
                        "[Pipeline] node",
                        "two",
                        "[Pipeline] // node",
                        "[Pipeline] // stage",
                        "[Pipeline] // node",
                        "[Pipeline] End of Pipeline");
    }

    @Test
    void optionsGoAroundInTheirOrder() throws Exception {
        Play.run("""
            pipeline {
                agent none
                options {
                    timeout(time: 1, unit: 'HOURS')
                    retry(2)
                    buildDiscarder(logRotator(numToKeepStr: '5'))
                    skipStagesAfterUnstable()
                }
                stages {
                    stage('one') {
                        steps {
                            unstable 'so so'
                        }
                    }
                    stage('two') {
                        options {
                            timeout(time: 5, unit: 'SECONDS')
                        }
                        steps {
                            echo 'two runs'
                        }
                    }
                }
            }
            """)
                .ends("UNSTABLE")
                .says(
                        "[Pipeline] timeout",
                        "Timeout set to expire in 1 hr 0 min",
                        "[Pipeline] retry",
                        "[Pipeline] stage",
                        "WARNING: so so",
                        "Stage \"two\" skipped due to earlier stage(s) marking the build as unstable",
                        "[Pipeline] // retry",
                        "[Pipeline] // timeout")
                .neverSays("two runs");
    }

    @Test
    void credentialsOfTheEnvironmentCanBeUsedInIt() throws Exception {
        Play play = new Play();
        play.setup.credentials.put("login", "ana:p4ssw0rd");
        play.play("""
            pipeline {
                agent none
                environment {
                    SITE = "https://${LOGIN_USR}:${LOGIN_PSW}@example.com"
                    LOGIN = credentials('login')
                    TWICE = "${SITE} ${SITE}"
                }
                stages {
                    stage('one') {
                        environment {
                            HERE = "${env.TWICE.length()}"
                        }
                        steps {
                            echo "${env.SITE} ${HERE}"
                        }
                    }
                }
            }
            """)
                .ends("SUCCESS")
                .says("[Pipeline] withCredentials", "[Pipeline] withEnv", "https://****@example.com 65")
                .neverSays("p4ssw0rd");
    }

    @Test
    void aConditionCanBeAskedBeforeTheInput() throws Exception {
        Play play = new Play();
        play.setup.variables.put("BRANCH_NAME", "topic/x");
        play.play("""
            pipeline {
                agent none
                stages {
                    stage('main only') {
                        when {
                            beforeInput true
                            branch 'main'
                        }
                        input {
                            message 'Really?'
                        }
                        steps {
                            echo 'main runs'
                        }
                    }
                    stage('topics') {
                        when {
                            branch 'topic/*'
                            not { buildingTag() }
                        }
                        input {
                            message 'Which?'
                            submitter 'demo'
                            parameters {
                                choice(name: 'COLOR', choices: ['green', 'blue'])
                            }
                        }
                        steps {
                            echo "topic runs ${COLOR}"
                        }
                    }
                }
            }
            """)
                .ends("SUCCESS")
                .says(
                        "Stage \"main only\" skipped due to when conditional",
                        "Which?",
                        "Approved by demo",
                        "topic runs green")
                .neverSays("Really?");
    }

    @Test
    void aFailFastOfParallelStagesStopsTheOthers() throws Exception {
        Play.run("""
            pipeline {
                agent none
                stages {
                    stage('both') {
                        failFast true
                        parallel {
                            stage('quick') {
                                steps {
                                    sleep 1
                                    error 'quick failed'
                                }
                            }
                            stage('slow') {
                                steps {
                                    sleep 1000
                                    echo 'slow ended'
                                }
                                post {
                                    aborted {
                                        echo 'slow was stopped'
                                    }
                                }
                            }
                        }
                        post {
                            failure {
                                echo 'both failed'
                            }
                        }
                    }
                }
            }
            """)
                .ends("FAILURE")
                .says(
                        "Failed in branch quick",
                        "slow was stopped",
                        "Failed in branch slow",
                        "both failed",
                        "ERROR: quick failed")
                .neverSays("slow ended");
    }

    @Test
    void anErrorInPostIsToldAndTheRestStillRuns() throws Exception {
        Play.run("""
            def own(String text) {
                echo "own ${text}"
            }
            pipeline {
                agent none
                stages {
                    stage('one') {
                        steps {
                            own('step')
                        }
                    }
                }
                post {
                    always {
                        error 'in post'
                    }
                    cleanup {
                        own 'cleanup'
                    }
                }
            }
            """)
                .ends("FAILURE")
                .says(
                        "own step",
                        "Error when executing always post condition:",
                        "own cleanup",
                        "ERROR: in post",
                        "Finished: FAILURE");
    }
}
