package org.samdeblur.networks.graph.shape;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.samdeblur.networks.graph.Attribute;
import org.samdeblur.networks.graph.Node;

/**
 * A node, with the facts about its operands.
 *
 * @param node the node, without subgraphs
 * @param opset the version of the operator set
 * @param operands the facts about its inputs; {@link Fact#UNKNOWN} for omitted ones
 */
record Call(Node node, int opset, List<Fact> operands) {
    Fact operand(int index) {
        return index < operands.size() ? operands.get(index) : Fact.UNKNOWN;
    }

    boolean has(int index) {
        return !node.input(index).isEmpty();
    }

    int outputs() {
        return node.outputs().size();
    }

    long integer(String attribute, long otherwise) {
        return node.attributes().get(attribute) instanceof Attribute.IntValue value ? value.value() : otherwise;
    }

    boolean flag(String attribute) {
        return integer(attribute, 0) != 0;
    }

    String text(String attribute, String otherwise) {
        return node.attributes().get(attribute) instanceof Attribute.StringValue value ? value.value() : otherwise;
    }

    boolean hasAttribute(String attribute) {
        return node.attributes().containsKey(attribute);
    }

    Optional<long[]> integers(String attribute) {
        return node.attributes().get(attribute) instanceof Attribute.IntList list
                ? Optional.of(list.values().stream().mapToLong(Long::longValue).toArray())
                : Optional.empty();
    }

    /** Returns integers that are an operand in newer operator sets and an attribute in older ones. */
    Optional<long[]> integers(int operand, String attribute) {
        return has(operand) ? integers(operand) : integers(attribute);
    }

    Optional<long[]> integers(int operand) {
        return operand(operand)
                .known()
                .map(values ->
                        Arrays.stream(values).mapToLong(value -> (long) value).toArray());
    }

    /** Returns the index of an axis; a negative number counts from the end. */
    static int axis(long axis, int rank) {
        long counted = axis < 0 ? axis + rank : axis;
        if (counted < 0 || counted >= rank) {
            throw new Misfit("axis " + axis + " is out of range for " + rank + " axes");
        }
        return (int) counted;
    }

    static void require(boolean condition, String problem) {
        if (!condition) {
            throw new Misfit(problem);
        }
    }
}
