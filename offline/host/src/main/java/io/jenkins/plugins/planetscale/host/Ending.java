package io.jenkins.plugins.planetscale.host;

import hudson.model.Result;

/**
 * How a run ended.
 *
 * @param failure null when it ended well
 * @param line of the Jenkinsfile where it failed; 0 for unknown
 * @param log the console log
 */
record Ending(Result result, Throwable failure, int line, String log) {}
