package io.jenkins.plugins.planetscale.host.declarative;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.codehaus.groovy.ast.ASTNode;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.MapEntryExpression;
import org.codehaus.groovy.ast.expr.MapExpression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.TupleExpression;
import org.codehaus.groovy.ast.expr.VariableExpression;
import org.codehaus.groovy.ast.stmt.BlockStatement;
import org.codehaus.groovy.ast.stmt.ExpressionStatement;
import org.codehaus.groovy.ast.stmt.ReturnStatement;
import org.codehaus.groovy.ast.stmt.Statement;

/** Reads calls out of Groovy's syntax tree. */
final class Ast {
    private Ast() {}

    /** {@code name(arguments) { block }}; the arguments are without the block. */
    record Call(ASTNode node, String name, List<Expression> arguments, ClosureExpression block) {
        /** The named arguments; null where there are none with names. */
        Map<ConstantExpression, Expression> named() {
            if (arguments.size() != 1 || !(arguments.get(0) instanceof MapExpression map)) {
                return null;
            }
            Map<ConstantExpression, Expression> named = new LinkedHashMap<>();
            for (MapEntryExpression entry : map.getMapEntryExpressions()) {
                if (entry.getKeyExpression() instanceof ConstantExpression key) {
                    named.put(key, entry.getValueExpression());
                }
            }
            return named;
        }
    }

    /** The call that a statement is; null when it is something else. */
    static Call call(Statement statement) {
        if (statement instanceof ExpressionStatement plain) {
            return call(plain.getExpression());
        }
        return statement instanceof ReturnStatement last ? call(last.getExpression()) : null;
    }

    static Call call(Expression expression) {
        if (!(expression instanceof MethodCallExpression call)
                || !call.isImplicitThis()
                || !(call.getMethod() instanceof ConstantExpression name)) {
            return null;
        }
        List<Expression> arguments = new ArrayList<>();
        if (call.getArguments() instanceof TupleExpression tuple) {
            arguments.addAll(tuple.getExpressions());
        }
        ClosureExpression block = null;
        if (!arguments.isEmpty() && arguments.get(arguments.size() - 1) instanceof ClosureExpression last) {
            block = last;
            arguments.remove(arguments.size() - 1);
        }
        return new Call(call, name.getText(), arguments, block);
    }

    /** The statements of a block, also where Groovy has already made a return of the last one. */
    static List<Statement> statements(ClosureExpression block) {
        return block.getCode() instanceof BlockStatement code ? code.getStatements() : List.of(block.getCode());
    }

    /** The text of a word or literal; null for anything else. */
    static String text(Expression expression) {
        if (expression instanceof ConstantExpression constant) {
            return String.valueOf(constant.getValue());
        }
        return expression instanceof VariableExpression word ? word.getName() : null;
    }
}
