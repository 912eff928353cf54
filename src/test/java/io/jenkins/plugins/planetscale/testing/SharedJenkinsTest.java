package io.jenkins.plugins.planetscale.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jenkins.plugins.planetscale.cleanup.OrphanSweeper;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;

@WithSharedJenkins
class SharedJenkinsTest {
    @Test
    void theSweepOfTheTimerDoesNotComeInTheMiddleOfATest(JenkinsRule j) {
        OrphanSweeper sweeper = OrphanSweeper.get();
        synchronized (sweeper) { // in which a sweep that has begun would wait
            sweeper.doRun();
            List<String> begun = Thread.getAllStackTraces().keySet().stream()
                    .map(Thread::getName)
                    .filter(name -> name.startsWith(sweeper.name))
                    .toList();
            assertEquals(List.of(), begun);
        }
    }
}
