package io.jenkins.plugins.planetscale.host;

import java.util.Map;

/** What stands for the tools of the example's team, which are not on this machine. */
final class Commands {
    static final Map<String, String> MECHANICA = Map.of(
            "COMPILE", "echo go build: ok",
            "SYNC_SCHEMA", "echo \"atlas schema apply --url $DATABASE_URL\"",
            "RUN_TESTS", "echo go test: ok",
            "INSTALL", "echo installed on green",
            "CHECK", "echo healthy",
            "CHECK_EVERY", "20s");

    private Commands() {}
}
