package io.jenkins.plugins.planetscale.host.run;

import groovy.lang.GroovyClassLoader;
import groovy.lang.Script;
import hudson.AbortException;
import hudson.model.Result;
import io.jenkins.plugins.planetscale.host.declarative.DeclarativeSyntax;
import java.util.concurrent.CountDownLatch;
import org.codehaus.groovy.control.CompilationFailedException;
import org.codehaus.groovy.control.CompilerConfiguration;
import org.codehaus.groovy.control.customizers.ImportCustomizer;
import org.codehaus.groovy.runtime.InvokerHelper;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;

/** Runs one Jenkinsfile from its text to {@code Finished: …}. */
public final class Runner {
    private final Host host;
    private final CountDownLatch over = new CountDownLatch(1);
    private volatile Body main;
    private volatile Throwable failure;
    private volatile boolean compiled;

    public Runner(Host host) {
        this.host = host;
    }

    /** Runs it and waits for its end. */
    public Result run(String text) throws InterruptedException {
        host.scriptLock().start("Jenkinsfile", () -> body(text));
        over.await();
        return host.run().getResult();
    }

    /** What ended it; null when it ended well. */
    public Throwable failure() {
        return failure;
    }

    /** Whether it was a Jenkinsfile at all. */
    public boolean compiled() {
        return compiled;
    }

    /** Aborts it, as somebody does on its page. */
    public void abort(String by) {
        Body body = main;
        if (body != null) {
            FlowInterruptedException cause =
                    new FlowInterruptedException(Result.ABORTED, true, new Because("Aborted by " + by));
            host.causes(cause).forEach(host.console()::line);
            body.stopLater(cause);
            host.scriptLock().later(() -> body.stop(cause));
        }
    }

    private void body(String text) {
        Body body = new Body(host, null, Scope.of(host.run()));
        body.makeCurrent();
        host.console().line("Started by user demo");
        Result result = Result.SUCCESS;
        try {
            Script script = compile(text);
            compiled = true;
            host.console().line("[Pipeline] Start of Pipeline");
            main = body;
            script.run();
        } catch (Throwable e) {
            failure = Scripts.unwrapped(e);
            result = failure instanceof FlowInterruptedException interruption
                    ? interruption.getResult()
                    : Result.FAILURE;
        }
        main = null;
        if (compiled) {
            host.console().line("[Pipeline] End of Pipeline");
        }
        finish(result);
    }

    private Script compile(String text) {
        CompilerConfiguration configuration = new CompilerConfiguration();
        configuration.setScriptBaseClass(Jenkinsfile.class.getName());
        ImportCustomizer imports = new ImportCustomizer();
        imports.addStarImports("com.cloudbees.groovy.cps", "hudson.model", "jenkins.model");
        configuration.addCompilationCustomizers(imports, new DeclarativeSyntax(host.registry(), host.strict()));
        GroovyClassLoader loader = new GroovyClassLoader(Runner.class.getClassLoader(), configuration);
        Class<?> type = loader.parseClass(text, Jenkinsfile.NAME);
        return InvokerHelper.createScript(type, Globals.binding(host));
    }

    private void finish(Result result) {
        host.run().setResult(result);
        if (failure instanceof CompilationFailedException) {
            ("org.codehaus.groovy.control.MultipleCompilationErrorsException: " + failure.getMessage())
                    .lines()
                    .forEach(host.console()::line);
        } else if (failure instanceof AbortException) {
            ("ERROR: " + failure.getMessage()).lines().forEach(host.console()::line);
        } else if (failure instanceof FlowInterruptedException interruption) {
            host.causes(interruption).forEach(host.console()::line);
        } else if (failure != null) {
            Failures.lines(failure, host.line(failure)).forEach(host.console()::line);
        }
        host.run().over();
        host.console().line("Finished: " + host.run().getResult());
        host.scriptLock().close();
        over.countDown();
    }
}
