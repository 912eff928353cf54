package io.jenkins.plugins.planetscale.host.run;

import java.nio.file.Path;

/** The directory in which commands and file steps work; there is one inside {@code node} only. */
public record Workspace(Path path) {}
