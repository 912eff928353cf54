/**
 * What a build did at PlanetScale, as data of the build.
 *
 * <p>Entrance: {@link io.jenkins.plugins.planetscale.steps.record.ReleaseRecorder}. In: results and looks of
 * operations. Out: a {@code ReleaseRecordAction} in {@code build.xml}. Threads: background threads, as it writes the
 * build; what was recorded can be read on any thread.
 */
package io.jenkins.plugins.planetscale.steps.record;
