package io.jenkins.plugins.planetscale.scenario;

class SharedScenariosEToPTest extends SharedScenarios {
    SharedScenariosEToPTest() {
        super('e', 'p');
    }
}
