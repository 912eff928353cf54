package io.jenkins.plugins.planetscale.host.declarative;

import io.jenkins.plugins.planetscale.host.bind.Model;
import io.jenkins.plugins.planetscale.host.bind.Nearest;
import io.jenkins.plugins.planetscale.host.bind.Parameter;
import io.jenkins.plugins.planetscale.host.run.Registry;
import java.util.Map;
import java.util.Set;
import org.codehaus.groovy.ast.ASTNode;
import org.codehaus.groovy.ast.CodeVisitorSupport;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.MapExpression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.stmt.Statement;
import org.codehaus.groovy.runtime.ScriptBytecodeAdapter;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;

/** Checks the arguments of steps by what the steps can be made from, with the words of Declarative Pipeline. */
final class StepCalls {
    private final Registry registry;
    private final boolean strict;
    private final Set<String> ownMethods;
    private final Complaints complaints;

    StepCalls(Registry registry, boolean strict, Set<String> ownMethods, Complaints complaints) {
        this.registry = registry;
        this.strict = strict;
        this.ownMethods = ownMethods;
        this.complaints = complaints;
    }

    /** The statements of a {@code steps} block, of a condition of {@code post}, or of a block step in one. */
    void checkSteps(Iterable<Statement> statements) {
        for (Statement statement : statements) {
            Ast.Call call = Ast.call(statement);
            if (call == null) {
                complaints.add(statement, "Expected a step");
            } else {
                checkStep(call);
            }
        }
    }

    private void checkStep(Ast.Call call) {
        if (call.name().equals("script")) {
            if (call.block() == null) {
                complaints.add(call.node(), "script step without a block");
            } else if (strict) {
                call.block().getCode().visit(everywhere());
            }
            return;
        }
        if (call.name().equals("stage")) {
            complaints.add(
                    call.node(),
                    "Invalid step \"stage\" used - not allowed in this context - The stage step cannot be used in"
                            + " Declarative Pipelines");
            return;
        }
        if (ownMethods.contains(call.name()) || call.name().equals("parallel")) {
            return;
        }
        StepDescriptor step = registry.step(call.name());
        if (step == null) {
            if (strict && !registry.isSymbol(call.name())) {
                unknown(call.node(), call.name());
            }
            return;
        }
        checkArguments(call, Model.of(step.clazz), step.takesImplicitBlockArgument(), true);
        if (call.block() != null && step.takesImplicitBlockArgument()) {
            checkSteps(Ast.statements(call.block()));
        }
    }

    private void unknown(ASTNode where, String name) {
        complaints.add(
                where,
                "Unknown step \"" + name + "\", did you mean \"" + Nearest.of(name, registry.stepNames()) + "\"?");
    }

    /** @param all whether to check more than names, as Declarative does */
    private void checkArguments(Ast.Call call, Model model, boolean block, boolean all) {
        Map<ConstantExpression, Expression> named = call.named();
        if (named != null) {
            boolean sole = named.size() == 1 && !block;
            boolean good = true;
            for (Map.Entry<ConstantExpression, Expression> argument : named.entrySet()) {
                good &= checkNamed(model, argument.getKey(), argument.getValue(), sole, all);
            }
            if (good && all) {
                checkRequired(call, model, named);
            }
        } else if (all && call.arguments().size() > 1) {
            complaints.add(call.node(), "Arguments to \"" + call.name() + "\" must be explicitly named.");
        } else if (all && call.arguments().size() == 1) {
            Parameter parameter = model.sole();
            if (parameter != null) {
                checkType(call.arguments().get(0), parameter.erased(), null);
            } else if (!block) {
                complaints.add(
                        call.node(), "Step does not take a single required parameter - use named parameters instead");
            }
        } else if (all && call.block() == null) {
            checkRequired(call, model, Map.of());
        }
    }

    private void checkRequired(Ast.Call call, Model model, Map<ConstantExpression, Expression> named) {
        for (Parameter parameter : model.parameters()) {
            boolean given =
                    named.keySet().stream().anyMatch(key -> key.getText().equals(parameter.name()));
            if (parameter.required() && !given) {
                complaints.add(call.node(), "Missing required parameter: \"" + parameter.name() + "\"");
            }
        }
    }

    private boolean checkNamed(Model model, ConstantExpression key, Expression value, boolean sole, boolean types) {
        Parameter parameter = model.parameter(key.getText());
        if (parameter == null) {
            complaints.add(
                    key,
                    "Invalid parameter \"" + key.getText() + "\", did you mean \""
                            + Nearest.of(key.getText(), model.names()) + "\"?");
            return false;
        }
        return !types || checkType(value, parameter.erased(), sole && parameter.equals(model.sole()) ? null : key);
    }

    /** @param key null where the argument has no name */
    private boolean checkType(Expression given, Class<?> wanted, ConstantExpression key) {
        if (!(given instanceof ConstantExpression constant) || constant.getValue() == null) {
            return true;
        }
        Object value = constant.getValue();
        boolean mixed = wanted == String.class && (value instanceof Integer || value instanceof Boolean)
                || wanted == int.class && (value instanceof String || value instanceof Boolean);
        try {
            if (!mixed) {
                ScriptBytecodeAdapter.castToType(value, wanted);
                return true;
            }
        } catch (Throwable e) { // Groovy declares no less
            mixed = true;
        }
        complaints.add(
                given,
                "Expecting \"" + wanted + "\"" + (key == null ? "" : " for parameter \"" + key.getText() + "\"")
                        + " but got \"" + value + "\" of type " + value.getClass() + " instead");
        return false;
    }

    /** Finds all calls of steps in free code and checks the names of their parameters. */
    CodeVisitorSupport everywhere() {
        return new CodeVisitorSupport() {
            @Override
            public void visitMethodCallExpression(MethodCallExpression expression) {
                super.visitMethodCallExpression(expression);
                Ast.Call call = Ast.call(expression);
                if (call == null || ownMethods.contains(call.name())) {
                    return;
                }
                StepDescriptor step = registry.step(call.name());
                if (step != null
                        && !call.name().equals("parallel")
                        && call.arguments().stream().allMatch(MapExpression.class::isInstance)) {
                    checkArguments(call, Model.of(step.clazz), step.takesImplicitBlockArgument(), false);
                }
            }
        };
    }
}
