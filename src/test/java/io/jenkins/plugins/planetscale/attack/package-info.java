/** Attackers: who tries what at every address of the plugin, with other people's tokens, and with names made to do harm. */
package io.jenkins.plugins.planetscale.attack;
