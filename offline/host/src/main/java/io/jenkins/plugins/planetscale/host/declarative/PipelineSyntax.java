package io.jenkins.plugins.planetscale.host.declarative;

import io.jenkins.plugins.planetscale.host.run.Registry;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.codehaus.groovy.ast.ASTNode;
import org.codehaus.groovy.ast.Parameter;
import org.codehaus.groovy.ast.VariableScope;
import org.codehaus.groovy.ast.expr.ArgumentListExpression;
import org.codehaus.groovy.ast.expr.BinaryExpression;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.VariableExpression;
import org.codehaus.groovy.ast.stmt.BlockStatement;
import org.codehaus.groovy.ast.stmt.ExpressionStatement;
import org.codehaus.groovy.ast.stmt.Statement;

/** Checks {@code pipeline { … }}, and makes a block of each value of {@code environment}. */
final class PipelineSyntax {
    private static final Set<String> SECTIONS =
            Set.of("agent", "environment", "libraries", "options", "parameters", "post", "stages", "tools", "triggers");
    private static final Set<String> STAGE_SECTIONS = Set.of(
            "agent",
            "environment",
            "failFast",
            "input",
            "matrix",
            "options",
            "parallel",
            "post",
            "stages",
            "steps",
            "tools",
            "when");
    private static final Set<String> NOT_HERE = Set.of("libraries", "matrix", "tools");

    private final Registry registry;
    private final StepCalls steps;
    private final Complaints complaints;

    PipelineSyntax(Registry registry, StepCalls steps, Complaints complaints) {
        this.registry = registry;
        this.steps = steps;
        this.complaints = complaints;
    }

    void check(Ast.Call pipeline, ClosureExpression block) {
        Map<String, Ast.Call> sections = sections(block, SECTIONS, "Undefined section \"%s\"");
        for (String required : List.of("stages", "agent")) {
            if (!sections.containsKey(required)) {
                complaints.add(pipeline.node(), "Missing required section \"" + required + "\"");
            }
        }
        common(sections);
        withBlock(sections, "stages", this::stages);
    }

    private void common(Map<String, Ast.Call> sections) {
        withBlock(sections, "environment", this::environment);
        withBlock(sections, "options", this::options);
        withBlock(sections, "post", this::post);
        if (sections.containsKey("agent")) {
            agent(sections.get("agent"));
        }
    }

    private Map<String, Ast.Call> sections(ClosureExpression block, Set<String> known, String unknown) {
        Map<String, Ast.Call> sections = new HashMap<>();
        for (Statement statement : Ast.statements(block)) {
            Ast.Call section = Ast.call(statement);
            if (section == null) {
                complaints.add(
                        statement,
                        "Not a valid section definition: \"" + statement.getText()
                                + "\". Some extra configuration is required.");
            } else if (!known.contains(section.name())) {
                complaints.add(section.node(), unknown.formatted(section.name()));
            } else if (NOT_HERE.contains(section.name())) {
                complaints.add(section.node(), "The host does not know \"" + section.name() + "\"; Jenkins does.");
            } else if (sections.put(section.name(), section) != null) {
                complaints.add(section.node(), "Multiple occurrences of the " + section.name() + " section");
            }
        }
        return sections;
    }

    private interface Look {
        void at(Ast.Call call, ClosureExpression block);
    }

    private void withBlock(Map<String, Ast.Call> sections, String name, Look look) {
        Ast.Call section = sections.get(name);
        if (section != null && section.block() == null) {
            complaints.add(section.node(), "Expected a block for " + name);
        } else if (section != null) {
            look.at(section, section.block());
        }
    }

    private void stages(Ast.Call section, ClosureExpression block) {
        Set<String> names = new HashSet<>();
        if (Ast.statements(block).isEmpty()) {
            complaints.add(section.node(), "No stages specified");
        }
        for (Statement statement : Ast.statements(block)) {
            Ast.Call stage = Ast.call(statement);
            if (stage == null || !stage.name().equals("stage")) {
                complaints.add(statement, "Expected a stage");
            } else if (stage.arguments().size() != 1
                    || Ast.text(stage.arguments().get(0)) == null) {
                complaints.add(stage.node(), "Expected a stage name but did not find any");
            } else if (stage.block() == null) {
                complaints.add(stage.node(), "Stage does not have a block");
            } else {
                String name = Ast.text(stage.arguments().get(0));
                if (!names.add(name)) {
                    complaints.add(section.node(), "Duplicate stage name: \"" + name + "\"");
                }
                stage(stage, name);
            }
        }
    }

    private void stage(Ast.Call stage, String name) {
        Map<String, Ast.Call> sections = sections(
                stage.block(),
                STAGE_SECTIONS,
                "Unknown stage section \"%s\". Starting with version 0.5, steps in a stage must be in a ‘steps’"
                        + " block.");
        long kinds = List.of("steps", "stages", "parallel").stream()
                .filter(sections::containsKey)
                .count();
        if (kinds == 0) {
            complaints.add(
                    stage.node(), "Expected one of \"steps\", \"stages\", or \"parallel\" for stage \"" + name + "\"");
        } else if (kinds > 1) {
            complaints.add(
                    stage.node(),
                    "Only one of \"matrix\", \"parallel\", \"stages\", or \"steps\" allowed for stage \"" + name
                            + "\"");
        }
        if (sections.containsKey("parallel") && sections.containsKey("agent")) {
            complaints.add(
                    sections.get("agent").node(),
                    "\"agent\" is not allowed in stage \"" + name + "\" as it contains parallel or matrix stages");
        }
        common(sections);
        withBlock(sections, "steps", (section, block) -> {
            if (Ast.statements(block).isEmpty()) {
                complaints.add(section.node(), "No steps specified for branch");
            }
            steps.checkSteps(Ast.statements(block));
        });
        withBlock(sections, "stages", this::stages);
        withBlock(sections, "parallel", this::stages);
        withBlock(sections, "when", (section, block) -> {
            if (Ast.statements(block).isEmpty()) {
                complaints.add(section.node(), "Empty when closure, remove the property or add some content.");
            }
        });
    }

    private void agent(Ast.Call agent) {
        boolean bare = agent.arguments().size() == 1
                && Set.of("any", "none")
                        .contains(String.valueOf(Ast.text(agent.arguments().get(0))));
        if (agent.block() == null && agent.named() == null && !bare) {
            complaints.add(agent.node(), "Only \"agent none\", \"agent any\" or \"agent {...}\" are allowed.");
        }
    }

    private void options(Ast.Call section, ClosureExpression block) {
        Set<String> known = Wrappers.known(registry);
        if (Ast.statements(block).isEmpty()) {
            complaints.add(section.node(), "options can not be empty");
        }
        for (Statement statement : Ast.statements(block)) {
            Ast.Call option = Ast.call(statement);
            if (option == null) {
                complaints.add(statement, "Expected an option");
            } else if (!known.contains(option.name())) {
                complaints.add(
                        option.node(), "Invalid option type \"" + option.name() + "\". Valid option types: " + known);
            }
        }
    }

    private void post(Ast.Call section, ClosureExpression block) {
        if (Ast.statements(block).isEmpty()) {
            complaints.add(section.node(), "post can not be empty");
        }
        Set<String> seen = new HashSet<>();
        for (Statement statement : Ast.statements(block)) {
            Ast.Call condition = Ast.call(statement);
            if (condition == null || condition.block() == null) {
                complaints.add(
                        statement,
                        "The ‘post’ section can only contain build condition names with code blocks. Valid condition"
                                + " names are " + Post.CONDITIONS);
            } else if (!Post.CONDITIONS.contains(condition.name())) {
                complaints.add(
                        condition.node(),
                        "Invalid condition \"" + condition.name() + "\" - valid conditions are " + Post.CONDITIONS);
            } else {
                if (!seen.add(condition.name())) {
                    complaints.add(section.node(), "Duplicate build condition name: \"" + condition.name() + "\"");
                }
                steps.checkSteps(Ast.statements(condition.block()));
            }
        }
    }

    private void environment(Ast.Call section, ClosureExpression block) {
        if (Ast.statements(block).isEmpty()) {
            complaints.add(section.node(), "No variables specified for environment");
        }
        for (Statement statement : Ast.statements(block)) {
            if (statement instanceof ExpressionStatement plain
                    && plain.getExpression() instanceof BinaryExpression assignment
                    && assignment.getOperation().getText().equals("=")
                    && assignment.getLeftExpression() instanceof VariableExpression name) {
                plain.setExpression(variable(name, assignment.getRightExpression()));
            } else {
                complaints.add(
                        (ASTNode) statement,
                        "\"" + statement.getText()
                                + "\" is not a valid environment expression. Use \"key = value\" pairs with valid"
                                + " Java/shell keys.");
            }
        }
    }

    /** {@code NAME = value} as a call, since a name may also be that of a class. */
    private static Expression variable(VariableExpression name, Expression value) {
        Ast.Call call = Ast.call(value);
        boolean credentials = call != null && call.name().equals("credentials");
        MethodCallExpression set = new MethodCallExpression(
                VariableExpression.THIS_EXPRESSION,
                "variable",
                new ArgumentListExpression(new ConstantExpression(name.getName()), credentials ? value : block(value)));
        set.setImplicitThis(true);
        set.setSourcePosition(name);
        return set;
    }

    private static ClosureExpression block(Expression value) {
        ExpressionStatement statement = new ExpressionStatement(value);
        statement.setSourcePosition(value);
        BlockStatement code = new BlockStatement();
        code.addStatement(statement);
        ClosureExpression block = new ClosureExpression(Parameter.EMPTY_ARRAY, code);
        block.setVariableScope(new VariableScope());
        block.setSourcePosition(value);
        return block;
    }
}
