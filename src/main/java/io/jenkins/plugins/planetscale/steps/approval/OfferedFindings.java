package io.jenkins.plugins.planetscale.steps.approval;

import hudson.model.Run;
import io.jenkins.plugins.planetscale.client.DatabaseRef;
import io.jenkins.plugins.planetscale.release.deploy.ApplyChange;
import io.jenkins.plugins.planetscale.release.gate.GateFinding;
import io.jenkins.plugins.planetscale.steps.record.ReleaseRecord;
import io.jenkins.plugins.planetscale.steps.record.ReleaseRecorder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Selects the findings that an approver is shown. */
final class OfferedFindings {
    private OfferedFindings() {}

    /**
     * Those of what is staged, by the target of now; and those of the build's own check, whose gates know more, where that
     * saw the same change.
     */
    static List<String> of(Run<?, ?> run, DatabaseRef database, ApplyChange apply) {
        ReleaseRecord checked = ReleaseRecorder.find(run, database.toString(), apply.deployRequest());
        List<String> staged =
                apply.staged().findings().stream().map(GateFinding::toString).toList();
        boolean same = checked != null
                && (checked.checked() != null && apply.staged().reviewed().isOfSameStatements(checked.checked())
                        || !checked.getDiff().isEmpty()
                                && checked.getDiff().equals(apply.staged().diff()));
        return same ? union(checked.getFindings(), staged) : staged;
    }

    /** What both found is one finding, at the level of the first: the gates of the check were set by the build. */
    private static List<String> union(List<String> first, List<String> second) {
        Map<String, String> all = new LinkedHashMap<>();
        first.forEach(finding -> all.putIfAbsent(withoutLevel(finding), finding));
        second.forEach(finding -> all.putIfAbsent(withoutLevel(finding), finding));
        return List.copyOf(all.values());
    }

    private static String withoutLevel(String finding) {
        return finding.substring(finding.indexOf(' ') + 1);
    }
}
