/**
 * What an administrator configures: connections, the service token, defaults of folders and jobs.
 *
 * <p>Entrance: {@link io.jenkins.plugins.planetscale.connection.PlanetScaleConfiguration}. In: forms, Configuration
 * as Code, a build. Out: a {@code DatabaseTarget} and the access for it. Threads: request threads and background
 * threads; looking a token up may block.
 */
package io.jenkins.plugins.planetscale.connection;
