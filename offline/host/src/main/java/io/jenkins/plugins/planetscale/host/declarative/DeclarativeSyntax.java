package io.jenkins.plugins.planetscale.host.declarative;

import io.jenkins.plugins.planetscale.host.run.Registry;
import java.util.Set;
import java.util.stream.Collectors;
import org.codehaus.groovy.ast.ClassNode;
import org.codehaus.groovy.ast.MethodNode;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.stmt.Statement;
import org.codehaus.groovy.classgen.GeneratorContext;
import org.codehaus.groovy.control.CompilePhase;
import org.codehaus.groovy.control.SourceUnit;
import org.codehaus.groovy.control.customizers.CompilationCustomizer;

/**
 * Looks at a Jenkinsfile before it runs: {@code pipeline { … }} is checked as Jenkins checks it, with Jenkins' messages,
 * and prepared to be run; a strict host checks the parameters of all other calls of steps as well.
 */
public final class DeclarativeSyntax extends CompilationCustomizer {
    private final Registry registry;
    private final boolean strict;

    public DeclarativeSyntax(Registry registry, boolean strict) {
        super(CompilePhase.CONVERSION);
        this.registry = registry;
        this.strict = strict;
    }

    @Override
    public void call(SourceUnit source, GeneratorContext context, ClassNode type) {
        if (!type.isScript()) {
            return;
        }
        Set<String> own = type.getMethods().stream().map(MethodNode::getName).collect(Collectors.toSet());
        Complaints complaints = new Complaints(source);
        StepCalls calls = new StepCalls(registry, strict, own, complaints);
        for (Statement statement : source.getAST().getStatementBlock().getStatements()) {
            Ast.Call call = Ast.call(statement);
            ClosureExpression block = call == null ? null : call.block();
            if (call != null && call.name().equals("pipeline") && block != null) {
                new PipelineSyntax(registry, calls, complaints).check(call, block);
            } else if (strict) {
                statement.visit(calls.everywhere());
            }
        }
        for (MethodNode method : type.getMethods()) {
            if (!method.getName().equals("run") && !method.getName().equals("main") && method.getCode() != null) {
                method.getCode().visit(new SleepCalls());
                if (strict) {
                    method.getCode().visit(calls.everywhere());
                }
            }
        }
        source.getAST().getStatementBlock().visit(new SleepCalls());
    }
}
