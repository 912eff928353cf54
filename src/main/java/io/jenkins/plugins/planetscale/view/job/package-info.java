/**
 * The page of a job: its last releases.
 *
 * <p>Entrance: {@link io.jenkins.plugins.planetscale.view.job.JobReleases}. In: the records of its builds. Out: rows
 * and a chart. Threads: request threads; reads at most 150 builds.
 */
package io.jenkins.plugins.planetscale.view.job;
