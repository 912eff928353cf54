package io.jenkins.plugins.planetscale.steps;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.planetscale.client.error.NotFoundException;
import io.jenkins.plugins.planetscale.release.CallFailedException;
import io.jenkins.plugins.planetscale.release.DeploymentCancelledException;
import io.jenkins.plugins.planetscale.release.DeploymentFailedException;
import io.jenkins.plugins.planetscale.release.GateRefusedException;
import io.jenkins.plugins.planetscale.release.InvalidInputException;
import io.jenkins.plugins.planetscale.release.ReleaseException;
import io.jenkins.plugins.planetscale.release.ReleaseTimeoutException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a script reads of a failure (invariant I6). */
class StepFailureTest {
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([A-Z_]+)` \\|");

    /** As {@code docs/steps.md} says what each means. */
    @Test
    void eachEndHasAKindOfItsOwn() {
        List<ReleaseException> ends = List.of(
                new GateRefusedException("the change was refused"),
                new DeploymentCancelledException("it was cancelled"),
                new ReleaseTimeoutException("its time is over"),
                new InvalidInputException("there is no such branch"),
                new DeploymentFailedException("it failed"),
                new CallFailedException("", new NotFoundException("it is not there", null)));
        List<String> kinds = List.of("REFUSED", "CANCELLED", "TIMED_OUT", "INVALID", "FAILED", "CALL_FAILED");
        assertEquals(
                kinds, ends.stream().map(end -> StepFailure.of(end).getKind()).toList());
        assertEquals(
                ends.stream().map(Throwable::getMessage).toList(),
                ends.stream().map(end -> StepFailure.of(end).getMessage()).toList());
        assertEquals("TIMED_OUT", StepFailure.timedOut("").getKind());
        assertEquals("CHECKS_FAILED", StepFailure.checksFailed("").getKind());
        assertEquals("CLEANUP_FAILED", StepFailure.cleanUpFailed("").getKind());
    }

    @Test
    void everyKindIsInTheReference() throws IOException {
        Set<String> kinds = Stream.concat(
                        Stream.of(ReleaseException.Kind.values()).map(Enum::name),
                        Stream.of("CHECKS_FAILED", "CLEANUP_FAILED"))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> told = new TreeSet<>();
        String text = Files.readString(reference());
        int start = text.indexOf("## When a step fails");
        Matcher row = ROW.matcher(text.substring(start, text.indexOf("\n## ", start)));
        while (row.find()) {
            told.add(row.group(1));
        }
        assertEquals(kinds, told);
    }

    /** The full build runs in the root of the project, the offline build in {@code offline/plugin}. */
    private static Path reference() {
        Path here = Path.of("").toAbsolutePath();
        while (!Files.isRegularFile(here.resolve("docs/steps.md"))) {
            here = here.getParent();
            assertTrue(here != null, "docs/steps.md is not there");
        }
        return here.resolve("docs/steps.md");
    }
}
