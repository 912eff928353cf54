package io.jenkins.plugins.planetscale.simulation;

/**
 * What can become of a request.
 *
 * @see Network
 */
enum Fault {
    /** Nothing is wrong. */
    NONE(0, true, true),
    /** No connection came about. */
    REFUSED(6, true, true),
    /** Cut before the effect. */
    RESET_BEFORE(8, true, true),
    /** Cut after the effect. */
    RESET_AFTER(10, true, true),
    /** No answer in time, and the effect comes after that. */
    LATE_EFFECT(8, true, true),
    /** The effect, and half of the answer. */
    TRUNCATED(6, true, true),
    STATUS_429(6, true, true),
    STATUS_429_LATER(6, true, true),
    STATUS_500(5, true, true),
    STATUS_502(4, true, true),
    STATUS_503(6, true, true),
    STATUS_504(4, true, true),
    /** As a gateway that gives up while the effect takes place. */
    EFFECT_502(5, true, true),
    EFFECT_504(5, true, true),
    STATUS_408(3, true, true),
    STATUS_409(3, false, false),
    STATUS_422(3, false, false),
    STATUS_404(2, false, false),
    /** The effect, and an answer that is no JSON. */
    MALFORMED(3, false, true),
    /** The effect, and an answer without anything in it. */
    HOLLOW(3, false, true),
    OVERSIZED(2, false, true),
    /** A read that shows what was. */
    STALE(0, true, true);

    final int weight;
    /** Whether it says nothing about the request itself, and so passes when it is repeated. */
    final boolean passing;
    /** Whether a step that is disturbed by no more than a few of these must still end well. */
    final boolean bearable;

    Fault(int weight, boolean passing, boolean bearable) {
        this.weight = weight;
        this.passing = passing;
        this.bearable = bearable;
    }

    /** The one drawn, as {@code place} says, in [0, 1). */
    static Fault drawn(double place, boolean hard) {
        int all = 0;
        for (Fault fault : values()) {
            all += hard || fault.passing ? fault.weight : 0;
        }
        int left = (int) (place * all);
        for (Fault fault : values()) {
            left -= hard || fault.passing ? fault.weight : 0;
            if (left < 0) {
                return fault;
            }
        }
        return NONE;
    }
}
