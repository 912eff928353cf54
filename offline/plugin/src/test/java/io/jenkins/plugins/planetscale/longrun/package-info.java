/** A month of a controller with thousands of builds in simulated time: what is there in the end was there in the beginning. */
package io.jenkins.plugins.planetscale.longrun;
