package io.jenkins.plugins.planetscale.scenario;

import io.jenkins.plugins.planetscale.local.FaultRule;
import io.jenkins.plugins.planetscale.local.RecordedExchange;
import io.jenkins.plugins.planetscale.testing.LocalPlanetScaleFixture;
import java.time.Duration;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A script that runs against a local PlanetScale of its own, which may hold it at one of its exchanges. */
final class DisturbedPipeline implements AutoCloseable {
    /** Longer than any test takes to restart a controller. */
    private static final Duration FOR_EVER = Duration.ofHours(1);

    private static final Pattern PLAIN_TEXT = Pattern.compile("\"plain_text\"\\s*:\\s*\"([^\"]+)\"");

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
    final LocalPlanetScaleFixture site = new LocalPlanetScaleFixture();
    private final String script;
    /** The number of the script's first exchange. */
    final int first;

    private ExchangePosition.Counter reached;

    DisturbedPipeline(String name, String script) {
        this.name = name;
        this.script = script;
        if (Scripts.BLOCKS.containsValue(script)) {
            site.live("dev");
        } else {
            site.devBranch("dev");
        }
        first = site.server.exchanges().size();
    }

    /** To be run as job {@link #name}. */
    String script() {
        return "withPlanetscale(connection: '" + name + "') {\n" + script + "\n}";
    }

    DisturbedPipeline hold(Hold hold, ExchangePosition place) {
        ExchangePosition.Counter counter = new ExchangePosition.Counter(place);
        reached = counter;
        FaultRule at = FaultRule.when(counter::reaches);
        FaultRule later = FaultRule.when((method, path) -> counter.isReached())
                .resetBefore()
                .forever();
        switch (hold) {
            case BEFORE -> site.server.faults().add(at.resetBefore()).add(later);
            case ANSWER_LOST -> site.server.faults().add(at.resetAfter()).add(later);
            case IN_FLIGHT -> site.server.faults().add(at.delayAnswer(FOR_EVER)).add(later); // it may be given up
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
        return reached.isReached();
    }

    void release() {
        site.server.faults().clear();
    }

    /** What it asked, for the message of an assertion. */
    String where() {
        return name + "\n"
                + String.join(
                        "\n",
                        site.server.exchanges().stream()
                                .map(RecordedExchange::toString)
                                .toList());
    }

    /** All that is and was at the server, without the name of the build in the notes. */
    String dump() {
        return withoutBuild(site.server.world().dump());
    }

    /** What is at the server; unlike in {@link #dump}, a password that was minted anew makes no difference. */
    String dumpLive() {
        return withoutBuild(site.server.world().dumpLive());
    }

    private static String withoutBuild(String dump) {
        return dump.replaceAll("Opened by Jenkins: [^\\n]*", "Opened by Jenkins");
    }

    /** Every password that the server ever told. */
    Set<String> minted() {
        return site.server.exchanges().stream()
                .filter(exchange -> exchange.method().equals("POST") && exchange.body() != null)
                .flatMap(exchange -> PLAIN_TEXT.matcher(exchange.body()).results())
                .map(found -> found.group(1))
                .collect(Collectors.toSet());
    }

    @Override
    public void close() {
        site.close();
    }
}
