package io.jenkins.plugins.planetscale.host.declarative;

import java.util.ArrayList;
import java.util.List;
import org.codehaus.groovy.ast.CodeVisitorSupport;
import org.codehaus.groovy.ast.expr.ArgumentListExpression;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.TupleExpression;
import org.codehaus.groovy.ast.expr.VariableExpression;

/** Makes {@code sleep} the step also inside blocks, where plain Groovy has a method of that name for every object. */
final class SleepCalls extends CodeVisitorSupport {
    @Override
    public void visitMethodCallExpression(MethodCallExpression call) {
        super.visitMethodCallExpression(call);
        if (call.isImplicitThis()
                && "sleep".equals(call.getMethodAsString())
                && call.getArguments() instanceof TupleExpression tuple) {
            List<Expression> arguments = new ArrayList<>();
            arguments.add(new ConstantExpression("sleep"));
            arguments.addAll(tuple.getExpressions());
            call.setObjectExpression(new VariableExpression("this"));
            call.setImplicitThis(false);
            call.setMethod(new ConstantExpression("step"));
            call.setArguments(new ArgumentListExpression(arguments));
        }
    }
}
