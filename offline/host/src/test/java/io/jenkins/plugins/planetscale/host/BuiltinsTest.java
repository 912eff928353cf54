package io.jenkins.plugins.planetscale.host;

import org.junit.jupiter.api.Test;

class BuiltinsTest {
    @Test
    void aBlockIsShownAsJenkinsShowsIt() throws Exception {
        Play.run("""
            stage('one') {
                withEnv(['A=1', "B=${1 + 1}"]) {
                    echo "${env.A}${B}"
                }
            }
            echo "after ${env.A}"
            """)
                .ends("SUCCESS")
                .says(
                        "[Pipeline] Start of Pipeline",
                        "[Pipeline] stage",
                        "[Pipeline] { (one)",
                        "[Pipeline] withEnv",
                        "[Pipeline] {",
                        "[Pipeline] echo",
                        "12",
                        "[Pipeline] }",
                        "[Pipeline] // withEnv",
                        "[Pipeline] }",
                        "[Pipeline] // stage",
                        "[Pipeline] echo",
                        "after null",
                        "[Pipeline] End of Pipeline",
                        "Finished: SUCCESS");
    }

    @Test
    void commandsRunOnThisMachineWithTheEnvironmentOfTheirBlock() throws Exception {
        Play.run("""
            node('anything') {
                withEnv(['GREETING=good day']) {
                    sh 'echo "$GREETING $JOB_NAME $NODE_NAME"'
                    sh '''#!/bin/sh
                        echo without trace
                    '''
                }
                echo 'out ' + sh(script: 'echo one; echo two >&2', returnStdout: true).trim()
                echo "status ${sh(returnStatus: true, script: 'exit 7')}"
                dir('deeper') {
                    writeFile file: 'a/b.txt', text: 'content'
                    echo readFile('a/b.txt')
                    echo "${fileExists('a/b.txt')} ${pwd().endsWith('deeper')}"
                    deleteDir()
                    echo "${fileExists('a/b.txt')}"
                }
                sh 'false'
            }
            """)
                .ends("FAILURE")
                .says(
                        "good day demo built-in",
                        "without trace",
                        "two",
                        "out one",
                        "status 7",
                        "content",
                        "true true",
                        "false",
                        "ERROR: script returned exit code 1")
                .neverSays("+ echo without");
    }

    @Test
    void timeIsSimulated() throws Exception {
        Play.run("""
            sleep time: 20, unit: 'HOURS'
            [1, 2].each { sleep 90 }
            def first = null
            waitUntil(initialRecurrencePeriod: 60000) {
                def was = first
                first = 'seen'
                was != null
            }
            try {
                timeout(time: 1, unit: 'HOURS') {
                    sleep time: 1, unit: 'DAYS'
                }
            } catch (org.jenkinsci.plugins.workflow.steps.FlowInterruptedException e) {
                echo "timeout ${e.result}"
            }
            """)
                .ends("SUCCESS")
                .says(
                        "Sleeping for 20 hr",
                        "Sleeping for 1 min 30 sec",
                        "Sleeping for 1 min 30 sec",
                        "Will try again after 1 min 0 sec",
                        "Timeout set to expire in 1 hr 0 min",
                        "Cancelling nested steps due to timeout",
                        "timeout ABORTED");
    }

    @Test
    void aTimeoutStopsACommandThatTakesRealTime() throws Exception {
        Play.run("""
            node {
                timeout(time: 1, unit: 'SECONDS') {
                    sh 'sleep 60'
                }
            }
            """)
                .ends("ABORTED")
                .says(
                        "Cancelling nested steps due to timeout",
                        "Sending interrupt signal to process",
                        "Timeout has been exceeded",
                        "Finished: ABORTED");
    }

    @Test
    void branchesTakeTurnsBetweenSteps() throws Exception {
        Play.run("""
            int count = 0
            def branches = [:]
            (1..8).each { i ->
                branches["b${i}".toString()] = {
                    for (int j = 0; j < 20; j++) {
                        count++
                        echo "b"
                    }
                    i
                }
            }
            def results = parallel branches
            echo "${count} ${results.b3}"
            """).ends("SUCCESS").says("160 3");
    }

    @Test
    void inputIsAnsweredByOption() throws Exception {
        String script = """
            def all = input message: 'Sure?', submitterParameter: 'WHO', parameters: [
                string(name: 'WHY', defaultValue: 'because'), booleanParam(name: 'LOUD', defaultValue: false)]
            echo "${all.WHO} ${all.WHY} ${all.LOUD}"
            echo "${input('Alone?')}"
            """;
        Play play = new Play();
        play.setup.answerer = "ricardo";
        play.setup.inputs.put("LOUD", "true");
        play.play(script)
                .ends("SUCCESS")
                .says("Sure?", "Input requested", "Approved by ricardo", "ricardo because true", "null");

        Play refused = new Play();
        refused.setup.proceeds = false;
        refused.play(script).ends("ABORTED").says("Rejected by demo");
    }

    @Test
    void credentialsOfAllKindsAreBoundAndMasked() throws Exception {
        Play play = new Play();
        play.setup.credentials.put("api", "s3cr3t-text");
        play.setup.credentials.put("login", "ana:p4ssw0rd");
        play.play("""
            withCredentials([
                    string(credentialsId: 'api', variable: 'API'),
                    usernamePassword(credentialsId: 'login', usernameVariable: 'USR', passwordVariable: 'PSW')]) {
                echo "api ${env.API} ${API.reverse()}"
                node {
                    sh 'echo "psw $PSW"'
                }
            }
            echo "after ${env.API}"
            withCredentials([string(credentialsId: 'nowhere', variable: 'API')]) { }
            """)
                .ends("FAILURE")
                .says(
                        "Masking supported pattern matches of $API or $PSW",
                        "api **** txet-t3rc3s",
                        "psw ****",
                        "after null",
                        "Finished: FAILURE")
                .neverSays("s3cr3t-text")
                .neverSays("p4ssw0rd");
    }

    @Test
    void theBuildTellsOfItself() throws Exception {
        Play play = new Play();
        play.setup.parameters.put("WHAT", "tea");
        play.setup.variables.put("BRANCH_NAME", "topic/x");
        play.play("""
            env.OWN = 'value'
            echo "${params.WHAT} ${BRANCH_NAME} ${env.OWN} ${env.BUILD_NUMBER} ${currentBuild.currentResult}"
            currentBuild.result = 'UNSTABLE'
            currentBuild.result = 'SUCCESS'
            echo "${currentBuild.result} ${currentBuild.number}"
            """)
                .ends("UNSTABLE")
                .code(ExitCode.UNSTABLE)
                .says("tea topic/x value 1 SUCCESS", "UNSTABLE 1", "Finished: UNSTABLE");
    }
}
