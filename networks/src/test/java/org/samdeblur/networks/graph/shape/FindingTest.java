package org.samdeblur.networks.graph.shape;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.samdeblur.networks.graph.Constant;
import org.samdeblur.networks.graph.GraphBuilder;
import org.samdeblur.networks.graph.Value.Axis;
import org.samdeblur.networks.graph.shape.Finding.Problem;

class FindingTest {
    private static final int[] IMAGE = {1, 3, 16, 16};

    private static Problem problem(String operator, long... numbers) {
        GraphBuilder graph = new GraphBuilder("problem");
        String image = graph.input("image", Axis.fixed(1), Axis.fixed(3), Axis.any(""), Axis.any(""));
        String constant = graph.constant(Constant.ofLongs(numbers));
        graph.output("made", graph.op(operator, List.of(image, constant), Map.of()), Axis.any(""));
        return ShapeArithmetic.of(graph.build())
                .find(Map.of("image", IMAGE))
                .problem()
                .orElseThrow();
    }

    @Test
    void anAxisLongerThanRuntimesSupportMakesATensorImpossible() {
        Problem problem = problem("Tile", 1, 1, 1L << 40, 1);

        assertTrue(problem.impossibleTensor(), problem.message());
        assertTrue(problem.message().contains("(Tile): it would make a tensor"), problem.message());
    }

    @Test
    void shapesThatDoNotFitAnOperatorAreNotImpossible() {
        Problem problem = problem("Reshape", 5, 7);

        assertFalse(problem.impossibleTensor(), problem.message());
    }
}
