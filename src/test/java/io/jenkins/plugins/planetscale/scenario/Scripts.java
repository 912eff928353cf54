package io.jenkins.plugins.planetscale.scenario;

import java.util.Map;

/** Scripts that together use every step, each against a world with a branch {@code dev} that is changed. */
final class Scripts {
    /** Every step that is one operation. */
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

    /** Every step with a block, beginning with a live change. What they say of a password must be masked. */
    static final Map<String, String> BLOCKS = Map.of("keeping", """
            int checks = 0
            def window = planetscaleRevertWindow(deployRequest: 1, every: '1s', failures: '2 of 2') {
              checks++
              echo 'a check'
            }
            def tested = withPlanetscaleBranch(name: 'mine') {
              echo "branch ${env.DB_BRANCH} ${env.DATABASE_URL} ${env.DB_PASSWORD}"
              [rows: 7]
            }
            withPlanetscalePassword(branch: 'dev', role: 'reader') {
              echo "password ${env.DB_BRANCH} ${env.JDBC_URL} ${env.DB_PASSWORD}"
            }
            echo "outcome ${window.outcome} ${checks} ${tested.rows}"
            """, "reverting", """
            def window = planetscaleRevertWindow(deployRequest: 1, failures: '1 of 1') {
              withPlanetscalePassword(branch: 'dev') { error "bad ${env.DB_PASSWORD}" }
            }
            echo "outcome ${window.outcome}"
            """);

    private Scripts() {}
}
