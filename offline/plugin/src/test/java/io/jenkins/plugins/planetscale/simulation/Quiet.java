package io.jenkins.plugins.planetscale.simulation;

import java.util.logging.Level;
import java.util.logging.Logger;

/** Keeps the plugin's warnings out of the output, where they would be thousands; a story has what the build says. */
final class Quiet {
    private static final Logger OURS = Logger.getLogger("io.jenkins.plugins.planetscale");

    private Quiet() {}

    static void down() {
        OURS.setLevel(Level.OFF);
    }
}
