package io.jenkins.plugins.planetscale.scenario;

import java.util.Map;

/** Scripts that together use every step that is one operation, each against a world with a branch {@code dev}. */
final class Scripts {
    static final Map<String, String> ALL = Map.of("release", """
            planetscaleBranch name: 'feature'
            def request = planetscaleDeployRequest branch: 'dev', notes: 'Webhooks', stage: true
            def live = planetscaleApply deployRequest: request.number
            echo "outcome ${request.outcome} ${live.outcome}"
            planetscaleDeleteBranch name: 'feature'
            """, "rollback", """
            def request = planetscaleDeployRequest branch: 'dev'
            def live = planetscaleApply branch: 'dev'
            def back = planetscaleRevert deployRequest: request.number, reason: 'a drill'
            def backup = planetscaleBackup branch: 'main', name: 'afterwards', retention: '2 weeks'
            echo "outcome ${request.outcome} ${live.outcome} ${back.outcome} ${backup.state}"
            """);

    private Scripts() {}
}
