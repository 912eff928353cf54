package io.jenkins.plugins.planetscale.release;

import io.jenkins.plugins.planetscale.client.ApiCall;
import io.jenkins.plugins.planetscale.client.error.NotFoundException;
import io.jenkins.plugins.planetscale.release.state.Progress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Runs an operation as far as it only reads, and ends it before its first effect: so a dry run reports missing
 * accesses, wrong names and gates that refuse, and changes nothing. An object that an earlier dry run of the build
 * would have created does not exist; that is no error. Results in whether there was anything to change.
 */
public final class DryRun extends Operation<Boolean> {
    private static final long serialVersionUID = 1L;

    private final Operation<?> real;
    private final String title;
    private final ArrayList<String> wouldBeThere;
    private String made;
    private transient String asked;
    private Boolean result;

    public DryRun(Operation<?> real) {
        this(real, "Dry run", List.of());
    }

    /**
     * @param title what its lines begin with
     * @param wouldBeThere what earlier dry runs of the build {@linkplain #made would have made}
     */
    public DryRun(Operation<?> real, String title, List<String> wouldBeThere) {
        this.real = Objects.requireNonNull(real);
        this.title = Objects.requireNonNull(title);
        this.wouldBeThere = new ArrayList<>(wouldBeThere);
        real.dryRun();
    }

    @Override
    protected ApiRequest<?> step(Instant now) throws ReleaseException {
        ApiRequest<?> exchange = step(real, now);
        if (real.ended()) {
            boolean removes = wouldBeThere.contains(real.removes());
            progress(title + (removes ? ": would delete " + real.removes() + "." : ": nothing to change."));
            finish(removes);
            return null;
        }
        if (exchange == null || exchange.call().method().equals("GET")) {
            return exchange == null ? null : asking(exchange);
        }
        if (exchange.isHarmless()) {
            exchange.answer(null, now);
            return null;
        }
        progress(title + ": would " + describe(exchange.call()) + ". Nothing was changed.");
        made = exchange.call().action().startsWith("create ") ? exchange.call().subject() : null;
        finish(true);
        return null;
    }

    private ApiRequest<?> asking(ApiRequest<?> exchange) {
        asked = exchange.call().subject();
        return missing() == null || real.removes() != null
                ? exchange
                : exchange.on(NotFoundException.class, (e, at) -> endWithoutMissing());
    }

    private static String describe(ApiCall<?> call) {
        return call.action().replaceFirst("^create ", "make ");
    }

    /** What was asked for last and is not there, as only this dry run would have made it; null for none. */
    private String missing() {
        return asked == null
                ? null
                : wouldBeThere.stream().filter(asked::contains).findFirst().orElse(null);
    }

    private void endWithoutMissing() {
        made = real.makes();
        progress(title + ": would " + (made == null ? "go on" : "make " + made) + "; " + missing()
                + " is not there yet, but this dry run would have made it before. Nothing was changed.");
        finish(true);
    }

    private void finish(boolean changes) {
        result = changes;
        end();
    }

    public String title() {
        return title;
    }

    /** What it would have made, in the words of its call; null for nothing. */
    public String made() {
        return made;
    }

    @Override
    protected ResourceRef subject() {
        return real.subject();
    }

    @Override
    public Boolean result() {
        return result;
    }

    /** A dry run leaves no traces, so there is nothing to show. */
    @Override
    public Progress lastObservation() {
        return null;
    }

    /** Others may do with it what they like meanwhile. */
    @Override
    public int deployRequest() {
        return 0;
    }

    @Override
    public String status(Instant now) {
        return "dry run: " + real.status(now);
    }
}
