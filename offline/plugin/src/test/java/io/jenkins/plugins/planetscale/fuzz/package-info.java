/**
 * Gives everything that parses texts of others what nobody would send, and looks whether its promises hold.
 *
 * <p>Entrance: {@code FuzzOfflineTest}, or by hand {@code bin/fuzz}. In: the corpus below {@code src/test/resources}, a
 * seed. Out: the shortest input that breaks a promise. Threads: one.
 */
package io.jenkins.plugins.planetscale.fuzz;
