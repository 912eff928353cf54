package io.jenkins.plugins.planetscale.release.gate;

import io.jenkins.plugins.planetscale.release.gate.Gate.Level;
import io.jenkins.plugins.planetscale.release.schema.Difference;
import io.jenkins.plugins.planetscale.release.schema.Difference.Effect;
import io.jenkins.plugins.planetscale.release.state.Change;
import io.jenkins.plugins.planetscale.release.state.Shown;
import io.jenkins.plugins.planetscale.release.tables.ChangedTable;
import java.util.List;

/** Finds what tables would lose by a change, with one finding for each thing that is lost. */
final class LossFindings {
    private final Gate gate;
    private final Level level;
    private final List<GateFinding> findings;

    LossFindings(Gate gate, Level level, List<GateFinding> findings) {
        this.gate = gate;
        this.level = level;
        this.findings = findings;
    }

    void add(List<ChangedTable> tables) {
        for (ChangedTable table : tables) {
            for (Difference found : table.differences()) {
                if (counts(found.effect())) {
                    // what fails loses nothing: PlanetScale then leaves the table as it is
                    boolean loses = found.effect() != Effect.FAILURE && found.effect() != Effect.MEANING;
                    Level most = loses ? level : level.atMost(Level.WARN);
                    findings.add(new GateFinding(gate, most, text(table.change(), found)));
                }
            }
        }
    }

    private boolean counts(Effect effect) {
        return switch (effect) {
            case LOSS, MEANING, FAILURE -> true;
            case REMOVAL -> gate == Gate.RECENTLY_USED;
            case ADDITION, CHANGE, UNCLEAR -> false;
        };
    }

    private String text(Change change, Difference found) {
        String table = "table " + Shown.name(change.name());
        boolean used = gate == Gate.RECENTLY_USED;
        if (found.after().isEmpty()) {
            return table + (used ? " was used a short time ago and would lose something by: " : " would lose data by: ")
                    + Shown.statement(change.statement()) + ": " + describe(found);
        }
        return table + (used ? ", which was used a short time ago, " : ", ") + describe(found);
    }

    /** What is not understood, and what was judged with less than there should be. */
    void addUnclear(Gates.Evidence evidence) {
        for (ChangedTable table : evidence.tables()) {
            for (Difference found : table.differences()) {
                if (found.effect() == Effect.UNCLEAR) {
                    findings.add(new GateFinding(
                            gate,
                            level,
                            "table " + Shown.name(table.change().name()) + ": " + describe(found)
                                    + ". Look at it yourself, and set the gate to 'warn' if it is what you want"));
                }
            }
        }
        for (ChangedTable table : evidence.tables()) {
            for (Difference found : table.beside()) {
                findings.add(
                        new GateFinding(
                                gate,
                                level.atMost(Level.WARN),
                                "table " + Shown.name(table.change().name())
                                        + " differs in more than the deploy request does: "
                                        + describe(found)
                                        + ". It is not in its statement, and would be if PlanetScale compared the branches anew"));
            }
        }
        if (evidence.schemas() != null) {
            for (String failure : evidence.schemas().failures()) {
                findings.add(new GateFinding(
                        gate, level.atMost(Level.WARN), failure + " The change is judged by its statements alone"));
            }
        }
    }

    /** With long definitions cut, so that what it means for the rows is still there. */
    private static String describe(Difference found) {
        String text = found.text();
        for (String definition : List.of(found.before(), found.after())) {
            if (definition.length() > Shown.DEFINITION) {
                text = text.replace(definition, Shown.cut(definition, Shown.DEFINITION));
            }
        }
        return Shown.line(text, 3 * Shown.DEFINITION);
    }
}
