package io.jenkins.plugins.planetscale.steps;

import hudson.AbortException;
import hudson.model.Run;
import io.jenkins.plugins.planetscale.connection.Target;
import io.jenkins.plugins.planetscale.connection.Targets;
import io.jenkins.plugins.planetscale.release.DecidedChange;
import io.jenkins.plugins.planetscale.release.Operation;
import io.jenkins.plugins.planetscale.release.Progress;
import io.jenkins.plugins.planetscale.release.ReleaseException;
import io.jenkins.plugins.planetscale.service.AccessFinder;
import io.jenkins.plugins.planetscale.service.ApiAccess;
import io.jenkins.plugins.planetscale.service.PlanetScaleService;
import io.jenkins.plugins.planetscale.service.Work;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Carries one {@link Errand} out: written down before each effect, its end noted in the build before it is forgotten.
 * When the build is deleted meanwhile it is carried out all the same, and its end is in the log of Jenkins.
 */
final class ErrandWork implements Work {
    private static final Logger LOGGER = Logger.getLogger(ErrandWork.class.getName());

    private final Errand errand;
    private final DecidedChange operation;
    private ApiAccess access;

    ErrandWork(Errand errand) throws IOException, ReleaseException {
        this.errand = errand;
        this.operation = errand.operation();
    }

    void begin() {
        note(errand, errand.entry());
        PlanetScaleService.get().drive(this);
    }

    @Override
    public Operation<?> operation() {
        return operation;
    }

    /** With the credential that the build's steps used; never to another place than theirs. */
    @Override
    public synchronized ApiAccess access() throws IOException {
        if (access == null) {
            Run<?, ?> run = run(errand);
            ApiAccess found = run == null
                    ? AccessFinder.findAny(errand.connection(), null, null, errand.job())
                    : StepSupport.access(Targets.access(run, new Target(errand.connection(), errand.database())));
            if (!found.baseUrl().equals(errand.apiUrl())) {
                throw new AbortException("The connection \"" + errand.connection() + "\" leads to " + found.baseUrl()
                        + " now, but the build reached deploy request #" + errand.number() + " at " + errand.apiUrl()
                        + ". Decide about it at PlanetScale.");
            }
            access = found;
        }
        return access;
    }

    @Override
    public String owner() {
        return errand.toString();
    }

    @Override
    public CompletionStage<Void> persist() {
        try {
            Errands.get().update(errand.at(operation));
            return CompletableFuture.completedFuture(null);
        } catch (IOException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    @Override
    public void say(List<String> lines) {
        lines.forEach(line -> LOGGER.log(Level.INFO, "{0}: {1}", new Object[] {errand, line}));
    }

    @Override
    public void turned() {
        Progress seen = operation.seen();
        Run<?, ?> run = run(errand);
        if (seen != null && run != null) {
            try {
                BuildRecord.saw(run, BuildRecord.deployRequest(errand.database().toString(), errand.number()), seen);
            } catch (IOException e) {
                LOGGER.log(Level.WARNING, e, () -> errand + ": what was seen cannot be shown");
            }
        }
    }

    @Override
    public void ended() {
        if (operation.failure() != null) {
            lost(errand, operation.failure().getMessage());
        } else if (note(errand, errand.entry().over(null), operation.result())) {
            forget(errand);
        } else {
            try {
                Errands.get().update(errand.at(operation)); // noted when Jenkins starts the next time
            } catch (IOException e) {
                LOGGER.log(Level.WARNING, e, () -> errand + " is done, but cannot be noted");
            }
        }
    }

    @Override
    public void broken(Throwable cause) {
        lost(
                errand,
                "Jenkins could not go on with this: " + cause.getMessage()
                        + " Look at the deploy request and at the log of Jenkins, then decide again.");
    }

    /** It cannot be carried out: the build says why, and a person may decide again. */
    static void lost(Errand errand, String why) {
        LOGGER.log(Level.WARNING, "{0}: {1}", new Object[] {errand, why});
        note(errand, errand.entry().over(why));
        forget(errand);
    }

    private static void forget(Errand errand) {
        try {
            Errands.get().remove(errand);
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> errand + " is over, but is taken up again at the next start");
        }
    }

    private static boolean note(Errand errand, RecordedDecision decision) {
        return note(errand, decision, null);
    }

    private static boolean note(Errand errand, RecordedDecision decision, DecidedChange.Result result) {
        Run<?, ?> run = run(errand);
        if (run == null) {
            LOGGER.log(Level.INFO, "{0}: {1}; the build is gone", new Object[] {
                errand, result == null ? decision.getWhat() : result.outcome()
            });
            return true;
        }
        PlanetScaleAction.Entry entry = BuildRecord.deployRequest(
                        errand.database().toString(), errand.number())
                .decided(decision);
        try {
            BuildRecord.note(
                    run, result == null ? entry : entry.ended(result.outcome().name()));
            return true;
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> errand + " cannot be noted in the build");
            return false;
        }
    }

    /** The build; null when it is gone. */
    private static Run<?, ?> run(Errand errand) {
        try {
            return Run.fromExternalizableId(Errands.get().run(errand));
        } catch (IllegalArgumentException e) {
            return null; // an id that never was one names no build
        }
    }
}
