package io.jenkins.plugins.planetscale.host.steps;

import hudson.EnvVars;
import io.jenkins.plugins.planetscale.host.run.Workspace;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** Starts {@code sh} with the environment of a block, and passes on what it prints. */
final class Shell {
    private Shell() {}

    /** As Jenkins does it: {@code -xe}, unless the script says with which shell it runs. */
    static ProcessBuilder command(StepContext context, String script, boolean returnStdout)
            throws IOException, InterruptedException {
        Path file = Files.createTempFile("host-", ".sh");
        file.toFile().deleteOnExit();
        Files.writeString(file, script);
        List<String> command;
        if (script.startsWith("#!")) {
            file.toFile().setExecutable(true);
            command = List.of(file.toString());
        } else {
            command = List.of("sh", "-xe", file.toString());
        }
        Path directory = context.get(Workspace.class).path();
        Files.createDirectories(directory);
        ProcessBuilder shell = new ProcessBuilder(command).directory(directory.toFile());
        shell.environment().putAll(context.get(EnvVars.class));
        shell.redirectInput(ProcessBuilder.Redirect.from(new File(File.separatorChar == '/' ? "/dev/null" : "NUL")));
        if (!returnStdout) {
            shell.redirectErrorStream(true);
        }
        return shell;
    }

    /** Passes on what the process prints until it ends; returns its standard output where that is wanted. */
    static String follow(Process process, PrintStream log, boolean returnStdout, String encoding)
            throws IOException, InterruptedException {
        if (!returnStdout) {
            pass(process.getInputStream(), log);
            return null;
        }
        Thread errors = new Thread(() -> {
            try {
                pass(process.getErrorStream(), log);
            } catch (IOException e) {
                log.println(e);
            }
        });
        errors.setDaemon(true);
        errors.start();
        String output = new String(process.getInputStream().readAllBytes(), Charset.forName(encoding));
        errors.join();
        return output;
    }

    private static void pass(InputStream from, PrintStream log) throws IOException {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(from, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                log.println(line);
            }
        }
    }
}
