package io.jenkins.plugins.planetscale.host.run;

import java.util.ArrayList;
import java.util.List;

/** An exception in a log: its text and where in the Jenkinsfile it came from, without the host's own frames. */
public final class Failures {
    private Failures() {}

    static List<String> lines(Throwable failure, int line) {
        List<String> lines = new ArrayList<>(String.valueOf(failure).lines().toList());
        boolean told = false;
        for (StackTraceElement frame : failure.getStackTrace()) {
            if (Jenkinsfile.NAME.equals(frame.getFileName()) && frame.getLineNumber() > 0) {
                lines.add("\tat " + Jenkinsfile.NAME + "." + frame.getMethodName() + "(" + Jenkinsfile.NAME + ":"
                        + frame.getLineNumber() + ")");
                told = true;
            }
        }
        if (!told && line > 0) {
            lines.add("\tat " + Jenkinsfile.NAME + ".run(" + Jenkinsfile.NAME + ":" + line + ")");
        }
        for (Throwable cause = failure.getCause(); cause != null && cause != failure; cause = cause.getCause()) {
            lines.addAll(("Caused by: " + cause).lines().toList());
        }
        return lines;
    }
}
