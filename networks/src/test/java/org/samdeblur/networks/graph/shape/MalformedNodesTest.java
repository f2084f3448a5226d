package org.samdeblur.networks.graph.shape;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.samdeblur.networks.graph.Constant;
import org.samdeblur.networks.graph.GraphBuilder;
import org.samdeblur.networks.graph.Value.Axis;

/** Nodes whose operands lack the axes or values that their operator needs do not fit, whatever the rule stumbles over. */
class MalformedNodesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Gather",
                "Split",
                "Squeeze",
                "Slice",
                "Concat",
                "Flatten",
                "TopK",
                "ReduceMean",
                "Softmax",
                "Conv"
            })
    void operatorsOnScalarsAndNonsenseNeverFailOtherwise(String operator) {
        GraphBuilder graph = new GraphBuilder("malformed");
        graph.input("image", Axis.fixed(1), Axis.fixed(3), Axis.any(""), Axis.any(""));
        String scalar = graph.constant(Constant.ofScalar(1));
        String numbers = graph.constant(Constant.ofLongs(7, -9));
        graph.output("made", graph.op(operator, List.of(scalar, numbers, numbers, numbers), Map.of()), Axis.any(""));

        ShapeArithmetic arithmetic = ShapeArithmetic.of(graph.build());
        assertDoesNotThrow(() -> arithmetic.find(Map.of("image", new int[] {1, 3, 16, 16})));
    }
}
