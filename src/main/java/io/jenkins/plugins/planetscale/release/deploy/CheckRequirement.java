package io.jenkins.plugins.planetscale.release.deploy;

import io.jenkins.plugins.planetscale.client.DatabaseRef;
import io.jenkins.plugins.planetscale.release.GateRefusedException;
import io.jenkins.plugins.planetscale.release.check.CheckedDeployRequest;
import io.jenkins.plugins.planetscale.release.check.OpenDeployRequest;
import io.jenkins.plugins.planetscale.release.gate.Gates;
import io.jenkins.plugins.planetscale.release.gate.InstantDdl;
import io.jenkins.plugins.planetscale.release.gate.ReviewedChange;
import io.jenkins.plugins.planetscale.release.request.FindDeployRequest;
import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Decides whether a deploy request has to be checked before it is brought live, and by which gates: from what this
 * build has checked before, and from what the step demands.
 */
final class CheckRequirement implements Serializable {
    private static final long serialVersionUID = 1L;

    private final DatabaseRef database;
    private final FindDeployRequest find;
    private final LinkedHashMap<Integer, ReviewedChange> passed = new LinkedHashMap<>();
    private final LinkedHashMap<Integer, ReviewedChange> unpassed = new LinkedHashMap<>();
    private String refusal;
    private IfUnchecked ifUnchecked = IfUnchecked.CHECK;
    private Gates gates;

    /** @param find by which branch it is found; null where its number is given */
    CheckRequirement(DatabaseRef database, FindDeployRequest find) {
        this.database = database;
        this.find = find;
    }

    /** See {@link ApplyChange#checked}. */
    void addPassed(Map<Integer, ReviewedChange> byNumber) {
        passed.putAll(byNumber);
    }

    /** See {@link ApplyChange#unpassed}. */
    void addUnpassed(Map<Integer, ReviewedChange> byNumber) {
        unpassed.putAll(byNumber);
    }

    /** See {@link ApplyChange#refuseChanges}. */
    void refuseChanges(String why) {
        refusal = why;
    }

    void ifUnchecked(IfUnchecked value) {
        ifUnchecked = value;
    }

    /** Null for none but those of an earlier check, or every gate at its default. */
    void gates(Gates value) {
        gates = value;
    }

    /** What the gates have seen of it when they let it pass; null where they have not. */
    ReviewedChange reviewed(int number) {
        return passed.get(number);
    }

    /**
     * Notes what a check of this operation has let pass.
     *
     * @param anew whether it counts instead of what was seen first; else both count
     */
    void recordCheck(int number, CheckedDeployRequest check, boolean anew) {
        if (check.wasChecked() && (anew || !passed.containsKey(number))) {
            passed.put(number, check.reviewed()); // also that it brings nothing: what comes in is unseen
        }
    }

    /** The check that it has to pass first; null for none. */
    OpenDeployRequest checkFirst(int number, InstantDdl instant, Consumer<String> progress)
            throws GateRefusedException {
        String name = "Deploy request #" + number + " of " + database;
        ReviewedChange before = passed.get(number);
        ReviewedChange open = unpassed.get(number);
        if (find != null && before == null && open == null) {
            refuseAnother(name);
        }
        boolean refused = before == null && open != null && !open.changes().isEmpty();
        String why = refusal != null || before != null || ifUnchecked != IfUnchecked.FAIL
                ? refusal
                : whyUnchecked(name, open, refused);
        if (why != null) {
            return OpenDeployRequest.existing(database, number).refuseChanges(why);
        }
        boolean unseen = before == null && !refused && ifUnchecked == IfUnchecked.APPLY;
        boolean passed = before != null && gates == null;
        if (unseen || passed && before.covers(instant)) {
            return null;
        }
        if (passed) {
            progress.accept("The gates that let deploy request #" + number
                    + " pass have not judged that this step may use instant DDL: they check it once more.");
        } else if (before != null) {
            progress.accept("The gates of this step check deploy request #" + number
                    + ", together with those that it has passed in this build.");
        } else if (refused) {
            progress.accept("Deploy request #" + number
                    + " was not let pass by the gates of an earlier step of this build: the same"
                    + " gates check it now.");
        } else if (open == null) {
            progress.accept("Deploy request #" + number
                    + " was not checked by planetscaleDeployRequest in this build: the gates check it now.");
        }
        OpenDeployRequest check = check(number, instant);
        return before == null && find != null ? check.refuseOlder() : check;
    }

    private static String whyUnchecked(String name, ReviewedChange open, boolean refused) {
        return name + " was not deployed by this step: "
                + (refused
                        ? "the gates of this build have not let it pass, and ifUnchecked is 'fail'. Correct the branch, or"
                                + " the gates of planetscaleDeployRequest, and check it again before planetscaleApply."
                        : (open == null
                                        ? "this build has not checked it"
                                        : "it brought no change when this build checked it, and brings one now")
                                + ", and ifUnchecked is 'fail'. Check it with planetscaleDeployRequest before"
                                + " planetscaleApply.");
    }

    /** A check by the gates that count for it, whether or not it is required. */
    OpenDeployRequest check(int number, InstantDdl instant) {
        ReviewedChange before = passed.getOrDefault(number, unpassed.getOrDefault(number, ofTheBranch()));
        Gates known = before == null ? null : before.gates();
        Gates count = known == null ? gates : gates == null ? known : gates.and(known);
        return OpenDeployRequest.existing(database, number).instant(instant).gates(count == null ? new Gates() : count);
    }

    /** The build checked one of that branch, and this is another one: nobody has seen it. */
    private void refuseAnother(String name) throws GateRefusedException {
        LinkedHashMap<Integer, ReviewedChange> known = new LinkedHashMap<>(unpassed);
        known.putAll(passed);
        for (Map.Entry<Integer, ReviewedChange> other : known.entrySet()) {
            if (find.isAbout(other.getValue()) && isOpenWork(other.getKey())) {
                throw new GateRefusedException(name + " was not deployed: this build checked deploy request #"
                        + other.getKey() + " of branch \"" + other.getValue().branch() + "\", and that is not the one"
                        + " that is open now. Run planetscaleDeployRequest again, or name the one that is meant with"
                        + " deployRequest.");
            }
        }
    }

    /** What this build saw of another deploy request of the branch, as that brought nothing; null for none. */
    private ReviewedChange ofTheBranch() {
        return find == null
                ? null
                : unpassed.values().stream().filter(find::isAbout).findFirst().orElse(null);
    }

    /** One that brought nothing is not the one that somebody means who applies what the branch brings now. */
    private boolean isOpenWork(int other) {
        return passed.containsKey(other) || !unpassed.get(other).changes().isEmpty();
    }
}
