package io.jenkins.plugins.planetscale.host.run;

import java.util.ArrayList;
import java.util.List;

/** An exception as Jenkins logs it, its innermost cause first; of its places only those in the Jenkinsfile. */
public final class Failures {
    private Failures() {}

    /** @param line where it came from if no stack trace tells; 0 for unknown */
    public static List<String> lines(Throwable failure, int line) {
        List<String> lines = new ArrayList<>();
        add(failure, lines);
        if (line > 0 && lines.stream().noneMatch(text -> text.startsWith("\tat "))) {
            lines.add("\tat " + Jenkinsfile.NAME + ".run(" + Jenkinsfile.NAME + ":" + line + ")");
        }
        return lines;
    }

    private static void add(Throwable failure, List<String> lines) {
        Throwable cause = failure.getCause() == failure ? null : failure.getCause();
        String summary = failure.toString();
        if (cause != null) {
            add(cause, lines);
            String suffix = ": " + cause;
            summary = "Caused: "
                    + (summary.endsWith(suffix) ? summary.substring(0, summary.length() - suffix.length()) : summary);
        }
        lines.addAll(summary.lines().toList());
        for (StackTraceElement frame : failure.getStackTrace()) {
            if (Jenkinsfile.NAME.equals(frame.getFileName()) && frame.getLineNumber() > 0) {
                lines.add("\tat " + Jenkinsfile.NAME + "." + frame.getMethodName() + "(" + Jenkinsfile.NAME + ":"
                        + frame.getLineNumber() + ")");
            }
        }
    }
}
