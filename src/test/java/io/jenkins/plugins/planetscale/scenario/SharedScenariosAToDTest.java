package io.jenkins.plugins.planetscale.scenario;

class SharedScenariosAToDTest extends SharedScenarios {
    SharedScenariosAToDTest() {
        super('a', 'd');
    }
}
