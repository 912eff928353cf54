package io.jenkins.plugins.planetscale.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.ExtensionList;
import io.jenkins.plugins.darktheme.DarkThemeSystemManagerFactory;
import io.jenkins.plugins.thememanager.ThemeManagerPageDecorator;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import jenkins.security.csp.CspReceiver;
import net.sf.json.JSONObject;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.jvnet.hudson.test.JenkinsRule;

/**
 * The Chromium of this machine without a window: named by the system property {@code chromium}, else found in the PATH.
 * The tests of a class are skipped where there is none. Whatever a browser complains about fails the test: an error in
 * the console or in a script, a dialog of the browser, a breach of the Content-Security-Policy, a page that is sent
 * without one. To be used from the test's thread only.
 */
final class Chromium
        implements ExecutionCondition, BeforeAllCallback, AfterEachCallback, AfterAllCallback, CspReceiver {
    private static final List<String> NAMES =
            // the first has no window that would be drawn as well: it takes half of the time
            List.of("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome-stable", "google-chrome");

    private final List<String> complaints = new CopyOnWriteArrayList<>();
    private final List<Visitor> visitors = new ArrayList<>();
    private final Map<String, BrowserContext> contexts = new HashMap<>();
    private Playwright playwright;
    private Browser browser;
    private JenkinsRule j;

    @NonNull
    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(@NonNull ExtensionContext context) {
        return executable()
                .map(found -> ConditionEvaluationResult.enabled("with " + found))
                .orElseGet(
                        () -> ConditionEvaluationResult.disabled("No Chromium in the PATH; install one, or name it by"
                                + " -Dchromium=/path/to/it, to have the pages tested in a browser."));
    }

    private static Optional<Path> executable() {
        String named = System.getProperty("chromium");
        Stream<Path> candidates = named != null
                ? Stream.of(Path.of(named))
                : Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                        .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)));
        return candidates.filter(Files::isExecutable).findFirst();
    }

    @Override
    public void beforeAll(@NonNull ExtensionContext context) {
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(executable().orElseThrow())
                        .setArgs(List.of("--disable-gpu"))); // else a process imitates one
    }

    /** From now on pages are those of {@code rule}, in the theme that the browser asks for. */
    void visits(JenkinsRule rule) {
        j = rule;
        ThemeManagerPageDecorator.get().setTheme(new DarkThemeSystemManagerFactory());
        ExtensionList.lookup(CspReceiver.class).add(this);
    }

    /**
     * Somebody who has logged in and opens a new tab. The browser of a person is kept for the tests of a class: to log
     * in and to fetch what Jenkins' pages are made of took most of a test's time.
     */
    Visitor visitor(String user) {
        boolean known = contexts.containsKey(user);
        Visitor visitor =
                new Visitor(contexts.computeIfAbsent(user, unknown -> Visitor.context(browser)), j, complaints);
        visitors.add(visitor);
        if (!known) {
            visitor.logsIn(user);
        }
        return visitor;
    }

    @Override
    public void report(@NonNull ViewContext view, String userId, @NonNull JSONObject report) {
        complaints.add("reported to Jenkins of " + view + ": " + report);
    }

    /** What was complained about so far; it is forgotten. */
    List<String> takeComplaints() {
        List<String> taken = List.copyOf(complaints);
        complaints.clear();
        return taken;
    }

    @Override
    public void afterEach(@NonNull ExtensionContext context) {
        visitors.forEach(Visitor::close);
        visitors.clear();
        assertEquals(List.of(), takeComplaints(), "complaints of the browser");
    }

    @Override
    public void afterAll(@NonNull ExtensionContext context) {
        contexts.clear();
        if (playwright != null) {
            browser.close();
            playwright.close();
        }
    }
}
