package io.jenkins.plugins.planetscale.scenario;

import io.jenkins.plugins.planetscale.local.Exchange;
import io.jenkins.plugins.planetscale.local.FaultRule;
import io.jenkins.plugins.planetscale.steps.Site;
import java.time.Duration;

/** A script that runs against a local PlanetScale of its own, which may hold it at one of its exchanges. */
final class Plot implements AutoCloseable {
    /** Longer than any test takes to restart a controller. */
    private static final Duration FOR_EVER = Duration.ofMinutes(4);

    /** What becomes of the exchange at which it is held. */
    enum Hold {
        /** Neither it nor any later one reaches the server. */
        BEFORE,
        /** It has its effect, but its answer and all later exchanges are lost. */
        ANSWER_LOST,
        /** It has its effect, and the answer is still awaited when the controller goes down. */
        IN_FLIGHT
    }

    final String name;
    final Site site = new Site();
    private final String script;
    private int heldAt = -1;

    Plot(String name, String script) {
        this.name = name;
        this.script = script;
        site.devBranch("dev");
    }

    /** To be run as job {@link #name}. */
    String script() {
        return "withPlanetscale(connection: '" + name + "') {\n" + script + "\n}";
    }

    Plot hold(Hold hold, int exchange) {
        heldAt = exchange;
        FaultRule before = FaultRule.on(null, null).resetBefore().forever();
        switch (hold) {
            case BEFORE -> site.server.faults().add(before.skip(exchange));
            case ANSWER_LOST ->
                site.server
                        .faults()
                        .add(FaultRule.onExchange(exchange).resetAfter())
                        .add(before.skip(exchange));
            case IN_FLIGHT ->
                site.server.faults().add(FaultRule.onExchange(exchange).delayAnswer(FOR_EVER));
        }
        return this;
    }

    /** Lets no revert through until {@link #release}. */
    void holdRevert() {
        site.server.faults().add(FaultRule.on("POST", "/revert$").resetBefore().forever());
    }

    boolean revertTried() {
        return site.server.exchanges().stream()
                .anyMatch(exchange -> exchange.resource().endsWith("/revert"));
    }

    boolean held() {
        return site.server.faults().counter() > heldAt;
    }

    void release() {
        site.server.faults().clear();
    }

    /** Where it was held, for the message of an assertion. */
    String where() {
        var exchanges = site.server.exchanges();
        boolean there = heldAt >= 0 && heldAt < exchanges.size();
        return name + ", held at " + (there ? exchanges.get(heldAt) : heldAt) + "\n"
                + String.join("\n", exchanges.stream().map(Exchange::toString).toList());
    }

    /** All that is and was at the server, without the name of the build in the notes. */
    String dump() {
        return site.server.world().dump().replaceAll("Opened by Jenkins: [^\\n]*", "Opened by Jenkins");
    }

    @Override
    public void close() {
        site.close();
    }
}
