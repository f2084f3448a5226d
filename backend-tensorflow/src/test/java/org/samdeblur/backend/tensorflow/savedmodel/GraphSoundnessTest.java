package org.samdeblur.backend.tensorflow.savedmodel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.FunctionDef;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NameAttrList;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.OpDef;
import org.tensorflow.proto.TensorProto;
import org.tensorflow.proto.TensorShapeProto;

class GraphSoundnessTest {
    private static TensorShapeProto shape(long... sizes) {
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
        LongStream.of(sizes)
                .forEach(size -> shape.addDim(TensorShapeProto.Dim.newBuilder().setSize(size)));
        return shape.build();
    }

    private static TensorProto tensor(DataType type, int bytes, long... sizes) {
        return TensorProto.newBuilder()
                .setDtype(type)
                .setTensorShape(shape(sizes))
                .setTensorContent(ByteString.copyFrom(new byte[bytes]))
                .build();
    }

    private static NodeDef constant(DataType claimed, TensorProto value) {
        return NodeDef.newBuilder()
                .setName("kernel")
                .setOp("Const")
                .putAttr("dtype", AttrValue.newBuilder().setType(claimed).build())
                .putAttr("value", AttrValue.newBuilder().setTensor(value).build())
                .build();
    }

    private static Optional<String> problem(NodeDef node) {
        Optional<String> outside =
                GraphSoundness.problem(GraphDef.newBuilder().addNode(node).build());
        Optional<String> inside = GraphSoundness.problem(
                library(FunctionDef.newBuilder().addNodeDef(node).build()));
        assertEquals(outside, inside, "in a graph and in a function");
        return outside;
    }

    private static GraphDef library(FunctionDef... functions) {
        GraphDef.Builder graph = GraphDef.newBuilder();
        for (FunctionDef function : functions) {
            graph.getLibraryBuilder().addFunction(function);
        }
        return graph.build();
    }

    private static void assertNamed(String problem, Optional<String> found) {
        String message = found.orElse("no problem");
        assertTrue(message.contains(problem) && message.contains("'kernel'"), message);
    }

    @Test
    void aConstantIsOfTheTypeAndSizeItClaims() {
        assertEquals(Optional.empty(), problem(constant(DataType.DT_FLOAT, tensor(DataType.DT_FLOAT, 24, 2, 3))));
        assertEquals(Optional.empty(), problem(constant(DataType.DT_INT64, tensor(DataType.DT_INT64, 0, 2, 3))));
        assertNamed(
                "a value of DT_FLOAT under the type DT_INT32",
                problem(constant(DataType.DT_INT32, tensor(DataType.DT_FLOAT, 24, 2, 3))));
        assertNamed("20 bytes", problem(constant(DataType.DT_FLOAT, tensor(DataType.DT_FLOAT, 20, 2, 3))));
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, -7, Long.MIN_VALUE, 1L << 40, Long.MAX_VALUE})
    void aConstantHasAPossibleSize(long size) {
        Optional<String> found = problem(constant(DataType.DT_FLOAT, tensor(DataType.DT_FLOAT, 0, 3, size)));
        assertNamed(size < 0 || size == Long.MAX_VALUE ? "impossible shape" : "too large", found);
    }

    @ParameterizedTest
    @ValueSource(longs = {-2, Long.MIN_VALUE})
    void aShapeIsPossible(long size) {
        NodeDef.Builder input = NodeDef.newBuilder().setName("kernel").setOp("Placeholder");
        AttrValue known = AttrValue.newBuilder().setShape(shape(-1, 3)).build();
        AttrValue impossible = AttrValue.newBuilder().setShape(shape(size, 3)).build();
        assertEquals(Optional.empty(), problem(input.putAttr("shape", known).build()));
        assertNamed(
                "impossible shape", problem(input.putAttr("shape", impossible).build()));
    }

    private static FunctionDef function(String name, String called, boolean byAttribute) {
        NodeDef.Builder call = NodeDef.newBuilder().setName("call").setOp(byAttribute ? "PartitionedCall" : called);
        if (byAttribute) {
            NameAttrList target = NameAttrList.newBuilder().setName(called).build();
            call.putAttr("f", AttrValue.newBuilder().setFunc(target).build());
        }
        return FunctionDef.newBuilder()
                .setSignature(OpDef.newBuilder().setName(name))
                .addNodeDef(call)
                .build();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aFunctionDoesNotCallItself(boolean byAttribute) {
        GraphDef chain = library(
                function("a", "b", byAttribute), function("b", "c", byAttribute), function("c", "Relu", byAttribute));
        GraphDef circle = library(
                function("a", "b", byAttribute), function("b", "c", byAttribute), function("c", "b", byAttribute));
        assertEquals(Optional.empty(), GraphSoundness.problem(chain));
        String problem = GraphSoundness.problem(circle).orElse("no problem");
        assertTrue(problem.matches("its function '[bc]' calls itself"), problem);
        assertTrue(
                GraphSoundness.problem(library(function("a", "a", byAttribute))).isPresent());
    }
}
