package io.jenkins.plugins.planetscale.scenario;

class SharedScenariosQToZTest extends SharedScenarios {
    SharedScenariosQToZTest() {
        super('q', 'z');
    }
}
