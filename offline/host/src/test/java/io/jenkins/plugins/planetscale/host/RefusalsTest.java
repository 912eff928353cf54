package io.jenkins.plugins.planetscale.host;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the host does not know it refuses by name: file, line, the nearest known name, an exit code of its own. */
class RefusalsTest {
    @TempDir
    private Path folder;

    @Test
    void aSyntaxErrorIsToldWithItsPlace() throws Exception {
        refused("echo 'x'\nif (true {\n}\n", ":4:1: expecting ')', found ''");
    }

    @Test
    void anUnknownStepIsToldWithTheNearest() throws Exception {
        refused(
                "echo 'x'\nplanetscaleBranh name: 'x'\n",
                ":2: unknown step \"planetscaleBranh\", did you mean \"planetscaleBranch\"?");
        refused(
                declarative("planetscaleBranh name: 'x'"),
                ":6:17: Unknown step \"planetscaleBranh\", did you mean \"planetscaleBranch\"?");
    }

    @Test
    void anUnknownParameterIsToldWithTheNearestBeforeAnythingRuns() throws Exception {
        String output = refused(
                "planetscaleBranch name: 'x'\n"
                        + "if (true) {\n"
                        + "    planetscaleDeployRequest branch: 'dev', stagd: true\n"
                        + "}\n",
                ":3:45: Invalid parameter \"stagd\", did you mean \"stage\"?");
        assertEquals(false, output.contains("Made branch"), output);
        refused(declarative("planetscaleBranch nam: 'x'"), ":6:35: Invalid parameter \"nam\", did you mean \"name\"?");
        refused(
                declarative("script { planetscaleBranch nam: 'x' }"),
                ":6:44: Invalid parameter \"nam\", did you mean \"name\"?");
    }

    @Test
    void anUnknownParameterThatIsMadeAtRunTimeIsToldToo() throws Exception {
        refused(
                "def settings = [branch: 'dev', stagd: true]\nplanetscaleDeployRequest settings\n",
                ":2: planetscaleDeployRequest has no parameter \"stagd\". Did you mean \"stage\"? It has: autoDeleteBranch,"
                        + " branch, ");
        refused(
                "planetscaleDeployRequest branch: 'dev', gates: [lnt: 'error']\n",
                ":1: planetscaleDeployRequest: gates has no parameter \"lnt\". Did you mean \"lint\"? It has: dropData, ");
    }

    @Test
    void aWrongTypeIsTold() throws Exception {
        refused(
                "planetscaleApply deployRequest: 'one'\n",
                ":1: planetscaleApply: deployRequest is the text 'one', but it has to be the number of a deploy request,"
                        + " or what planetscaleDeployRequest or planetscaleApply returned. Write deployRequest: 7 or"
                        + " deployRequest: request.");
        refused(
                declarative("planetscaleApply deployRequest: 'one'"),
                ":6:49: Expecting \"int\" for parameter \"deployRequest\" but got \"one\" of type class"
                        + " java.lang.String instead");
    }

    @Test
    void aPipelineThatIsNoneIsToldWithAllThatIsWrong() throws Exception {
        refused(
                "pipeline {\n"
                        + "    stages {\n"
                        + "        stage('a') {\n"
                        + "            steps {\n"
                        + "                echo 'x'\n"
                        + "            }\n"
                        + "            stepz {\n"
                        + "            }\n"
                        + "        }\n"
                        + "    }\n"
                        + "    options {\n"
                        + "        timeouts(5)\n"
                        + "    }\n"
                        + "    post {\n"
                        + "        ever {\n"
                        + "            echo 'x'\n"
                        + "        }\n"
                        + "    }\n"
                        + "    matrixx {\n"
                        + "    }\n"
                        + "}\n",
                ":1:1: Missing required section \"agent\"",
                ":7:13: Unknown stage section \"stepz\". Starting with version 0.5, steps in a stage must be in a"
                        + " ‘steps’ block.",
                ":12:9: Invalid option type \"timeouts\". Valid option types: [",
                ":15:9: Invalid condition \"ever\" - valid conditions are [always, changed, fixed, ",
                ":19:5: Undefined section \"matrixx\"");
    }

    @Test
    void whatOnlyJenkinsHasIsNamed() throws Exception {
        refused(
                "pipeline {\n    agent any\n    tools {\n        maven '3'\n    }\n    stages {\n        stage('a') {\n"
                        + "            steps {\n                echo 'x'\n            }\n        }\n    }\n}\n",
                ":3:5: The host does not know \"tools\"; Jenkins does.");
        refused("echo \"${currentBuild.changeSets}\"\n", ":1: The host does not know currentBuild.changeSets.");
    }

    @Test
    void aFailedBuildIsNotAnInvalidOne() throws Exception {
        assertEquals(ExitCode.FAILURE, main("echo 'x'\nerror 'no'\n").code);
        assertEquals(ExitCode.SUCCESS, main("echo 'x'\n").code);
        assertEquals(ExitCode.UNSTABLE, main("unstable 'so so'\n").code);
        assertEquals(ExitCode.ABORTED, main("input 'Go?'\n", "--answer", "abort").code);
    }

    @Test
    void wrongArgumentsAreToldWithTheUsage() throws Exception {
        for (List<String> wrong : List.of(
                List.<String>of(),
                List.of("nowhere/Jenkinsfile"),
                List.of("--param", "X", "a"),
                List.of("--loud", "x", "a"),
                List.of("a", "--job"),
                List.of("--approve-after", "soon", "a"))) {
            assertEquals(ExitCode.USAGE, Main.run(wrong, stream(), stream()), wrong.toString());
        }
    }

    private record Run(int code, String output, String errors) {}

    private static PrintStream stream() {
        return new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
    }

    private Run main(String script, String... options) throws Exception {
        Path file = folder.resolve("Jenkinsfile");
        Files.writeString(file, script);
        List<String> arguments = new ArrayList<>(List.of(options));
        arguments.add(file.toString());
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code = Main.run(
                arguments,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
        return new Run(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    /** @param expected of the lines told, what comes after the file's name, each from its beginning */
    private String refused(String script, String... expected) throws Exception {
        Run run = main(script);
        assertEquals(ExitCode.INVALID, run.code, run.output + run.errors);
        List<String> lines = run.errors.lines().toList();
        String file = folder.resolve("Jenkinsfile").toString();
        for (String text : expected) {
            boolean told = lines.stream().anyMatch(line -> line.startsWith(file + text));
            assertEquals(true, told, () -> "expected " + text + "\nbut was told\n" + run.errors + run.output);
        }
        assertEquals(expected.length, lines.size(), run.errors);
        return run.output;
    }

    private static String declarative(String step) {
        return "pipeline {\n    agent none\n    stages {\n        stage('a') {\n            steps {\n                "
                + step + "\n            }\n        }\n    }\n}\n";
    }
}
