package io.jenkins.plugins.planetscale.simulation;

import io.jenkins.plugins.planetscale.client.Transport;
import java.util.List;

/** A defect that is put in on purpose, to see that the judges see it; this one is none. */
class Planted {
    static final Planted NOTHING = new Planted();

    Simulation simulation;

    /** What the plugin would send with the defect, in place of what it sends. */
    Transport.Request request(Transport.Request request) {
        return request;
    }

    /** What the plugin would read with the defect, in place of the answer; null where it would never hear of it. */
    Transport.Answer answer(Transport.Request request, Transport.Answer answer) {
        return answer;
    }

    /** A second thing that it would send at the same time. */
    List<Transport.Request> more(Transport.Request request) {
        return List.of();
    }

    /** An answer in place of PlanetScale's, which is not asked; null to ask it. */
    Transport.Answer inPlace(Transport.Request request) {
        return null;
    }

    /** Whether it does not write down what it should before it goes on. */
    boolean losesSaves(Build build) {
        return false;
    }

    /** Whether it takes a build for over. */
    boolean callsOver(Build build) {
        return false;
    }

    /** Whether an answer that a person was told to count is lost. */
    boolean losesDecision(Build build) {
        return false;
    }

    /** Whether anybody's approval counts. */
    boolean takesAnybody() {
        return false;
    }

    /** What it would print in place of a line. */
    String line(Build build, String line) {
        return line;
    }
}
