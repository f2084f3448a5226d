package org.samdeblur.networks.contract;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.samdeblur.networks.graph.Attribute;
import org.samdeblur.networks.graph.Constant;
import org.samdeblur.networks.graph.ElementType;

/** Operators in the ways networks use them. */
final class OperatorCases {
    private final List<OperatorCase> cases = new ArrayList<>();

    private OperatorCases() {}

    static List<OperatorCase> all() {
        OperatorCases all = new OperatorCases();
        all.elementwise();
        all.numbers();
        all.activations();
        all.comparisons();
        all.reductions();
        all.normalisations();
        all.products();
        all.einsums();
        all.formulas();
        all.grids();
        all.quantisations();
        all.convolutions();
        all.pools();
        all.rearrangements();
        all.creations();
        all.indexing();
        all.paddings();
        all.resizing();
        return all.cases;
    }

    private OperatorCase on(String operator) {
        OperatorCase created = new OperatorCase(operator);
        cases.add(created);
        return created;
    }

    private void elementwise() {
        for (String name : List.of(
                "Abs", "Neg", "Sign", "Floor", "Ceil", "Round", "Exp", "Sin", "Cos", "Tan", "Atan", "Sinh", "Cosh",
                "Erf")) {
            on(name).input(2, 3, 4, 5);
        }
        on("Round").values(new float[] {-2.5f, -1.5f, -0.5f, 0.5f, 1.5f, 2.5f}, 6);
        on("Reciprocal").between(0.5f, 2, 3, 4);
        on("Sqrt").between(0.1f, 4, 3, 4);
        on("Log").between(0.1f, 4, 3, 4);
        on("Asin").between(-0.9f, 0.9f, 3, 4);
        on("Acos").between(-0.9f, 0.9f, 3, 4);
        for (String name : List.of("Add", "Sub", "Mul", "Div", "Max", "Min", "Sum", "Mean")) {
            on(name).input(1, 3, 4, 5).input(1, 3, 1, 1);
            on(name).input(3, 1, 5).input(4, 1);
            on(name).input(2, 3).scalar(0.7f);
            on(name).scalar(0.7f).input(2, 3);
        }
        on("Max").input(2, 3).input(2, 3).input(3);
        on("Div").inputAs(ElementType.INT64, new float[] {-7, 7, 9, -9}, 4).longs(2, 2, -4, -4);
        on("Mod").inputAs(ElementType.INT64, new float[] {-7, 7, 9, -9}, 4).longs(3, 3, -4, -4);
        on("Mod").input(2, 3).between(0.5f, 1, 2, 3).with("fmod", 1);
        on("Pow").input(2, 3).scalar(2f);
        on("Pow").between(0.1f, 2, 2, 3).scalar(0.5f);
        on("Pow").between(0.1f, 2, 2, 3).input(3);
        on("Pow").input(2, 3).longs(3);
        on("Clip").input(2, 3).scalar(-0.5f).scalar(0.5f);
        on("Clip").input(2, 3).nothing().scalar(0.5f);
        on("Clip").input(2, 3).scalar(0f);
        on("Clip").opset(6 + 1).input(2, 3).with("min", -0.3f).with("max", 0.3f);
    }

    /** The same on constants, which are computed in Java. */
    private void numbers() {
        on("Add").longs(1, 2, 3).longs(4);
        on("Sub").longs(1, 2, 3).scalar(4);
        on("Mul").longs(1, 2, 3).longs(4, 5, 6);
        on("Div").longs(-7, 7, 9).scalar(2);
        on("Div").floats(1, 2, 3).scalar(2f);
        on("Mod").longs(-7, 7, 9).longs(4, 4, -4);
        on("Mod").longs(-7, 7, 9).longs(4, 4, -4).with("fmod", 1);
        on("Pow").floats(1, 2, 3).scalar(2f);
        on("Pow").inputAs(ElementType.INT64, new float[] {1, 2, 9, 16}, 4).scalar(0.5f);
        on("Max").longs(1, 5).longs(3);
        on("Min").longs(1, 5).longs(3);
        on("Clip").floats(-1, 0.2f, 3).scalar(0f).scalar(1f);
        on("Floor").floats(-1.5f, 1.5f);
        on("Ceil").floats(-1.5f, 1.5f);
        on("Round").floats(-1.5f, 0.5f, 2.5f);
        on("Neg").longs(1, -2);
        on("Abs").longs(1, -2);
        on("Sqrt").floats(4, 9);
        on("Equal").longs(1, 2, 3).longs(1, 5, 3);
        on("Greater").longs(1, 2, 3).longs(2);
        on("Less").longs(1, 2, 3).longs(2);
        on("Where").constant(bools(true, false)).longs(1, 2).longs(3, 4);
        on("Not").constant(bools(true, false));
        on("Cast").floats(-1.7f, 1.7f).with("to", 7);
        on("Cast").longs(0, 3).with("to", 9);
        on("Concat").longs(1).longs(2, 3).with("axis", 0);
        on("Gather").longs(5, 6, 7).scalar(-1);
        on("Gather").longs(5, 6, 7).longs(2, 0).with("axis", 0);
        on("Slice")
                .longs(1, 2, 3, 4, 5)
                .longs(-1)
                .longs(Long.MIN_VALUE + 1)
                .longs(0)
                .longs(-1);
        on("Slice").longs(1, 2, 3, 4, 5).longs(1).longs(Long.MAX_VALUE).longs(0).longs(2);
        on("Transpose").constant(matrix(2, 3));
        on("Reshape").longs(1, 2, 3, 4).longs(-1, 2);
        on("Squeeze").longs(4).longs(0);
        on("Unsqueeze").scalar(4).longs(0);
        on("Identity").longs(1, 2);
        on("Expand").longs(1, 2).longs(3, 2);
        on("Tile").longs(1, 2).longs(2);
        on("ReduceProd").opset(17).longs(2, 3, 4);
    }

    private static Constant bools(boolean... values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length);
        for (boolean value : values) {
            bytes.put((byte) (value ? 1 : 0));
        }
        return new Constant(ElementType.BOOL, List.of(values.length), bytes.flip());
    }

    private static Constant matrix(int rows, int columns) {
        long[] values = new long[rows * columns];
        for (int i = 0; i < values.length; i++) {
            values[i] = i;
        }
        return new Constant(
                ElementType.INT64,
                List.of(rows, columns),
                Constant.ofLongs(values).data());
    }

    private void activations() {
        for (String name : List.of(
                "Relu",
                "Sigmoid",
                "Tanh",
                "Softplus",
                "Softsign",
                "Mish",
                "LeakyRelu",
                "Elu",
                "Celu",
                "Selu",
                "ThresholdedRelu",
                "HardSigmoid",
                "HardSwish")) {
            on(name).between(-4, 4, 3, 4, 5);
        }
        for (String name : List.of("LeakyRelu", "Elu", "Celu", "ThresholdedRelu", "HardSigmoid")) {
            on(name).between(-4, 4, 3, 4).with("alpha", 0.3f);
        }
        on("Selu").input(3, 4).with("alpha", 1.5f).with("gamma", 1.1f);
        on("HardSigmoid").between(-4, 4, 3, 4).with("beta", 0.4f);
        on("Gelu").opset(20).between(-4, 4, 3, 4);
        on("Gelu").opset(20).between(-4, 4, 3, 4).with("approximate", "tanh");
        on("PRelu").input(1, 3, 4, 5).weight(3, 1, 1);
        on("PRelu").input(1, 3, 4, 5).weight(1);
    }

    private void comparisons() {
        float[] first = {1, 2, 3, 4, 0, 0};
        float[] second = {1, 3, 2, 4, 0, 1};
        for (String name : List.of("Equal", "Greater", "GreaterOrEqual", "Less", "LessOrEqual")) {
            on(name).values(first, 2, 3).values(second, 2, 3);
            on(name).values(first, 2, 3).scalar(2f);
        }
        for (String name : List.of("And", "Or", "Xor")) {
            on(name).inputAs(ElementType.BOOL, first, 6).inputAs(ElementType.BOOL, second, 6);
        }
        on("Not").inputAs(ElementType.BOOL, first, 6);
        float[] odd = {1, Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY};
        on("IsNaN").values(odd, 4);
        on("IsInf").values(odd, 4);
        on("IsInf").values(odd, 4).with("detect_negative", 0);
        on("IsInf").values(odd, 4).with("detect_positive", 0);
        on("Where").inputAs(ElementType.BOOL, first, 2, 3).input(2, 3).input(2, 3);
        on("Where").inputAs(ElementType.BOOL, first, 2, 3).input(3).scalar(0f);
        on("Where").inputAs(ElementType.BOOL, new float[] {0}, 1).input(4, 2, 3).input(2, 3);
        on("Where").inputAs(ElementType.BOOL, first, 3, 2, 1).input(2, 3, 2, 5).input(2, 5);
    }

    private void reductions() {
        for (String name : List.of(
                "ReduceMean",
                "ReduceMax",
                "ReduceMin",
                "ReduceProd",
                "ReduceL1",
                "ReduceL2",
                "ReduceSumSquare",
                "ReduceLogSumExp",
                "ReduceLogSum")) {
            on(name).opset(13).between(0.5f, 2, 2, 3, 4, 5).withAll("axes", 2, 3);
            on(name).opset(13).between(0.5f, 2, 2, 3, 4).withAll("axes", -2).with("keepdims", 0);
            on(name).opset(13).between(0.5f, 2, 2, 3);
            on(name).opset(18).between(0.5f, 2, 2, 3, 4).longs(1, 2).with("keepdims", 0);
        }
        on("ReduceSum").opset(11).input(2, 3, 4).withAll("axes", 1);
        on("ReduceSum").input(2, 3, 4).longs(0, 2);
        on("ReduceSum").input(2, 3, 4).with("noop_with_empty_axes", 1);
        on("ReduceSum").input(2, 3, 4).with("keepdims", 0);
        on("ReduceSum").input(2, 3, 4, 5).longs(2, -1).with("keepdims", 0);
        on("ReduceSum").input(2, 3, 4, 5).longs(1).with("keepdims", 0);
        on("ReduceSumSquare").input(2, 3, 4).with("noop_with_empty_axes", 1);
        for (String name : List.of("ReduceMean", "ReduceL2", "ReduceLogSum", "ReduceLogSumExp")) {
            on(name).inputAs(ElementType.INT32, new float[] {1, 2, 3, 5, 7, 9}, 2, 3)
                    .longs(1);
        }
        on("ReduceMean").inputAs(ElementType.INT32, new float[] {1, 2, 3, 5, 7, 9}, 2, 3);
        on("ReduceMean")
                .inputAs(ElementType.FLOAT16, filled(90_000, 1.5f), 1, 1, 300, 300)
                .longs(2, 3);
        on("ArgMax").input(2, 5, 3).with("axis", 1);
        on("ArgMax").input(2, 5, 3).with("axis", -1).with("keepdims", 0);
        on("ArgMin").input(2, 5, 3).with("axis", 1);
        on("ArgMax").input(2, 5, 3, 4).with("axis", 1);
        on("ArgMax").input(2, 5, 3, 4).with("axis", 2).with("keepdims", 0);
        on("CumSum").input(3, 4).scalar(1);
        on("CumSum").input(3, 4).scalar(0).with("exclusive", 1);
        on("CumSum").input(3, 4).scalar(1).with("reverse", 1);
        on("CumSum").input(3, 4).scalar(1).with("reverse", 1).with("exclusive", 1);
        on("CumSum").input(2, 3, 4, 5).scalar(-2);
    }

    private static float[] filled(int size, float value) {
        float[] values = new float[size];
        Arrays.fill(values, value);
        return values;
    }

    private void normalisations() {
        on("BatchNormalization").input(2, 3, 4, 5).weight(3).weight(3).weight(3).constant(positive(3));
        on("BatchNormalization")
                .input(2, 3, 4, 5)
                .weight(3)
                .weight(3)
                .weight(3)
                .constant(positive(3))
                .with("epsilon", 0.1f);
        on("InstanceNormalization").input(2, 3, 4, 5).weight(3).weight(3);
        on("InstanceNormalization").input(2, 3, 7).weight(3).weight(3).with("epsilon", 0.01f);
        on("GroupNormalization").opset(18).input(2, 6, 4, 5).weight(3).weight(3).with("num_groups", 3);
        on("GroupNormalization").opset(21).input(2, 6, 4, 5).weight(6).weight(6).with("num_groups", 3);
        on("LayerNormalization").input(2, 3, 8).weight(8).weight(8);
        on("LayerNormalization").input(2, 3, 8).weight(8).with("epsilon", 0.01f);
        on("LayerNormalization").input(2, 3, 8).weight(3, 8).weight(3, 8).with("axis", 1);
        on("LayerNormalization").input(2, 3, 4, 8).weight(8).weight(8);
        on("LayerNormalization").input(2, 3, 8).weight(1, 1, 8).weight(8);
        on("LayerNormalization").input(2, 3, 8).weight(8).weight(8).unread("mean", "deviation");
        on("LayerNormalization").input(2, 3, 8).weight(8).weight(8).unread("", "");
        on("LpNormalization").input(2, 3, 8);
        on("LpNormalization").input(2, 3, 8).with("axis", 1).with("p", 1);
        on("LpNormalization").input(2, 3, 4, 5).with("axis", 1);
        on("LpNormalization").values(new float[6], 2, 3);
        for (String name : List.of("Softmax", "LogSoftmax")) {
            on(name).input(2, 3, 4);
            on(name).input(2, 3, 4).with("axis", 1);
            on(name).opset(11).input(2, 3, 4);
            on(name).opset(11).input(2, 3, 4).with("axis", 2);
            on(name).input(2, 3, 4, 5).with("axis", 1);
            on(name).input(2, 3, 4, 5).with("axis", -1);
            on(name).opset(11).input(2, 3, 4, 5);
        }
    }

    private static Constant positive(int size) {
        return Constant.create(
                buffer -> {
                    for (int i = 0; i < size; i++) {
                        buffer.put(0.5f + i);
                    }
                },
                size);
    }

    private void products() {
        on("MatMul").input(3, 4).weight(4, 5);
        on("MatMul").input(2, 3, 4).weight(4, 5);
        on("MatMul").input(2, 3, 4).input(2, 4, 5);
        on("MatMul").input(4).weight(4, 5);
        on("MatMul").input(2, 2, 3, 4).input(2, 4, 5);
        on("MatMul").input(2, 2, 3, 4).weight(4, 5);
        on("MatMul").input(2, 2, 3, 4).input(4);
        on("Gemm").input(3, 4).weight(4, 5).weight(5);
        on("Gemm").input(3, 4).weight(5, 4).weight(5).with("transB", 1);
        on("Gemm").input(4, 3).weight(4, 5).with("transA", 1).with("alpha", 0.5f);
        on("Gemm").input(3, 4).weight(4, 5).weight(3, 1).with("beta", 0.5f);
        on("Gemm").input(3, 4).weight(4, 5).scalar(0.5f);
    }

    private void einsums() {
        einsum("bhwc,hkc->bhwk").input(2, 3, 4, 5).input(3, 6, 5);
        einsum("bhwc,wkc->bhwk").input(2, 3, 4, 5).input(4, 6, 5);
        einsum("bhid,bhjd->bhij").input(2, 3, 4, 5).input(2, 3, 6, 5);
        einsum("bhij,bhjd->bhid").input(2, 3, 4, 5).input(2, 3, 5, 6);
        einsum("bhij,bjhd->bihd").input(2, 3, 4, 5).input(2, 5, 3, 6);
        einsum("nhwc,co->nhwo").input(2, 3, 4, 5).weight(5, 6);
        einsum("nchw,oc->nohw").input(2, 5, 3, 4).weight(6, 5);
        einsum("bijc,ijcd->bd").input(2, 3, 4, 5).weight(3, 4, 5, 6);
        einsum("abcd,cdef->aebf").input(2, 3, 4, 5).weight(4, 5, 2, 3);
        einsum("ij,jk").input(3, 4).input(4, 5);
        einsum("ij,jk,kl->il").input(3, 4).input(4, 5).input(5, 2);
        einsum("i,i->").input(4).input(4);
        einsum("i,j->ij").input(4).input(3);
        einsum("i,ij->j").input(4).input(4, 3);
        einsum("bi,bj->bji").input(2, 4).input(2, 3);
        einsum("bc,bchw->bchw").input(2, 3).input(2, 3, 4, 5);
        einsum("ij,kj->").input(3, 4).input(2, 4);
        einsum("ijk->kij").input(2, 3, 4);
        einsum("ijk->j").input(2, 3, 4);
        einsum("ba").input(2, 3);
        einsum("ii->i").input(3, 3);
        einsum("iji").input(3, 4, 3);
        einsum("ii").input(3, 3);
        einsum("...ij,...jk->...ik").input(2, 3, 4, 5).input(2, 3, 5, 6);
        einsum("...ij,jk->...ki").input(2, 3, 4, 5).input(5, 6);
        einsum("i...j->j...").input(2, 3, 4, 5);
        einsum("...ij,...jk->...ik").input(4, 5).input(5, 6);
        einsum(" b h w , b h w -> b ").opset(12).input(2, 3, 4).input(2, 3, 4);
    }

    private void formulas() {
        on("Swish").opset(24).between(-4, 4, 2, 3, 4, 5);
        on("Swish").opset(24).between(-4, 4, 3, 4).with("alpha", 1.7f);
        on("RMSNormalization").opset(23).input(2, 3, 8).weight(8);
        on("RMSNormalization").opset(23).input(2, 3, 4, 8).weight(8).with("epsilon", 0.1f);
        on("RMSNormalization").opset(23).input(2, 3, 4, 5).weight(3, 4, 5).with("axis", 1);
        on("RMSNormalization").opset(23).input(2, 3, 4, 5).weight(4, 5).with("axis", -2);
        on("MeanVarianceNormalization").input(2, 3, 4, 5);
        on("MeanVarianceNormalization").input(2, 3, 4, 5).withAll("axes", 2, 3);
        on("Asinh").between(-4, 4, 3, 4);
        on("Acosh").between(1.1f, 4, 3, 4);
        on("Atanh").between(-0.9f, 0.9f, 3, 4);
        on("Shrink").between(-4, 4, 3, 4);
        on("Shrink").between(-4, 4, 3, 4).with("lambd", 1.5f).with("bias", 0.3f);
        for (long upper = 0; upper < 2; upper++) {
            on("Trilu").input(4, 5).with("upper", upper);
            on("Trilu").input(2, 5, 4).scalar(1).with("upper", upper);
            on("Trilu").input(2, 3, 4, 4).scalar(-2).with("upper", upper);
        }
        on("OneHot")
                .inputAs(ElementType.INT64, new float[] {0, 2, -1, 4, 9}, 5)
                .scalar(4)
                .floats(-1, 3);
        on("OneHot")
                .inputAs(ElementType.INT64, new float[] {0, 2, -1, 3}, 2, 2)
                .longs(4)
                .floats(0, 1)
                .with("axis", -2);
    }

    private void grids() {
        for (String padding : List.of("zeros", "border", "reflection")) {
            for (long align = 0; align < 2; align++) {
                for (String mode : List.of("bilinear", "nearest", "bicubic")) {
                    grid(mode, padding, align).opset(16);
                }
                for (String mode : List.of("linear", "nearest", "cubic")) {
                    grid(mode, padding, align).opset(20);
                }
            }
        }
    }

    private OperatorCase grid(String mode, String padding, long align) {
        return on("GridSample")
                .input(2, 3, 4, 5)
                .between(-2.5f, 2.5f, 2, 3, 6, 2)
                .with("mode", mode)
                .with("padding_mode", padding)
                .with("align_corners", align)
                .labelled(mode + " " + padding + " " + align);
    }

    private void quantisations() {
        float[] halves = {-2.5f, -1.5f, -0.5f, 0.5f, 1.5f, 2.5f, 300, -300};
        on("QuantizeLinear").values(halves, 8).scalar(1f);
        on("QuantizeLinear")
                .between(-3, 3, 2, 3, 4, 5)
                .scalar(0.02f)
                .constant(bytes(ElementType.UINT8, List.of(), 128));
        on("QuantizeLinear").between(-3, 3, 2, 3, 4, 5).scalar(0.02f).constant(bytes(ElementType.INT8, List.of(), -3));
        on("QuantizeLinear")
                .between(-3, 3, 2, 3, 4, 5)
                .floats(0.02f, 0.03f, 0.01f)
                .constant(bytes(ElementType.INT8, List.of(3), 0, 4, -7));
        on("QuantizeLinear")
                .between(-3, 3, 3, 4)
                .floats(0.02f, 0.03f, 0.01f)
                .constant(bytes(ElementType.UINT8, List.of(3), 0, 4, 100))
                .with("axis", -2);
        on("DequantizeLinear")
                .inputAs(ElementType.UINT8, new float[] {0, 1, 128, 255}, 2, 2)
                .scalar(0.1f)
                .constant(bytes(ElementType.UINT8, List.of(), 128));
        on("DequantizeLinear")
                .inputAs(ElementType.INT8, new float[] {-128, 1, 3, 127}, 2, 2)
                .scalar(0.1f);
        on("DequantizeLinear")
                .inputAs(ElementType.INT32, new float[] {-70000, 1, 3, 127}, 4)
                .scalar(0.1f);
        on("DequantizeLinear")
                .constant(bytes(ElementType.INT8, List.of(2, 3), -128, 1, 3, 127, 0, -1))
                .floats(0.1f, 0.2f)
                .constant(bytes(ElementType.INT8, List.of(2), 3, -4))
                .with("axis", 0);
        on("DequantizeLinear")
                .inputAs(ElementType.UINT8, new float[] {0, 1, 128, 255, 7, 8}, 1, 3, 2, 1)
                .floats(0.1f, 0.2f, 0.3f)
                .constant(bytes(ElementType.UINT8, List.of(3), 3, 4, 250));
        on("DequantizeLinear")
                .constant(bytes(ElementType.INT8, List.of(90, 60)))
                .scalar(0.1f);
    }

    /** 8-bit integers; without values, as many as the shape takes. */
    private static Constant bytes(ElementType type, List<Integer> shape, int... values) {
        ByteBuffer bytes = ByteBuffer.allocate(shape.stream().reduce(1, (a, b) -> a * b));
        while (bytes.hasRemaining()) {
            bytes.put((byte) (values.length == 0 ? bytes.position() : values[bytes.position()]));
        }
        return new Constant(type, shape, bytes.flip());
    }

    private OperatorCase einsum(String equation) {
        return on("Einsum").with("equation", equation).labelled(equation);
    }

    private void convolutions() {
        on("Conv").input(1, 3, 7, 8).weight(4, 3, 3, 3).weight(4).withAll("pads", 1, 1, 1, 1);
        on("Conv").input(2, 4, 7, 8).weight(4, 1, 3, 3).with("group", 4).withAll("pads", 1, 1, 1, 1);
        depthwiseConvolutions();
        for (int stride : new int[] {1, 2}) {
            on("Conv")
                    .input(2, 4, 7, 8)
                    .weight(4, 1, 3, 3)
                    .weight(4)
                    .with("group", 4)
                    .withAll("pads", 1, 1, 1, 1)
                    .withAll("strides", stride, stride);
        }
        on("Conv")
                .input(1, 4, 7, 8)
                .weight(6, 2, 3, 3)
                .weight(6)
                .with("group", 2)
                .withAll("strides", 2, 2);
        on("Conv")
                .input(1, 3, 9, 9)
                .weight(4, 3, 3, 3)
                .withAll("dilations", 2, 2)
                .withAll("pads", 2, 2, 2, 2);
        on("Conv").input(1, 3, 7, 8).weight(4, 3, 2, 2).withAll("pads", 0, 0, 1, 1);
        on("Conv").input(1, 3, 7, 8).weight(4, 3, 3, 5).withAll("pads", 1, 2, 1, 2);
        on("Conv")
                .input(1, 3, 7, 8)
                .weight(4, 3, 3, 3)
                .with("auto_pad", "SAME_UPPER")
                .withAll("strides", 2, 2);
        on("Conv").input(1, 3, 7, 8).weight(4, 3, 2, 2).with("auto_pad", "SAME_LOWER");
        on("Conv").input(1, 3, 7, 8).weight(4, 3, 3, 3).with("auto_pad", "VALID");
        on("Conv").input(1, 3, 9).weight(4, 3, 3).withAll("pads", 1, 1);
        on("ConvTranspose").input(1, 4, 5, 6).weight(4, 3, 2, 2).weight(3).withAll("strides", 2, 2);
        on("ConvTranspose")
                .input(2, 4, 5, 6)
                .weight(4, 3, 4, 4)
                .withAll("strides", 2, 2)
                .withAll("pads", 1, 1, 1, 1);
        on("ConvTranspose").input(1, 4, 5, 6).weight(4, 3, 3, 3).weight(3).withAll("pads", 1, 1, 1, 1);
        on("ConvTranspose")
                .input(1, 4, 5, 6)
                .weight(4, 3, 3, 3)
                .weight(3)
                .withAll("strides", 2, 2)
                .withAll("pads", 1, 1, 1, 1)
                .withAll("output_padding", 1, 1);
        on("ConvTranspose")
                .input(1, 4, 5, 6)
                .weight(4, 3, 5, 3)
                .withAll("strides", 3, 2)
                .withAll("pads", 2, 0, 1, 1);
        on("ConvTranspose")
                .input(1, 4, 5, 6)
                .weight(4, 3, 2, 2)
                .weight(6)
                .with("group", 2)
                .withAll("strides", 2, 2);
        on("ConvTranspose").input(1, 4, 5, 6).weight(4, 3, 2, 3).withAll("strides", 3, 3);
    }

    private void depthwiseConvolutions() {
        for (long[] dilation : new long[][] {{2, 2}, {1, 2}, {3, 2}}) {
            on("Conv").input(2, 4, 9, 8).weight(4, 1, 3, 3).with("group", 4).withAll("dilations", dilation);
            on("Conv")
                    .input(2, 4, 9, 8)
                    .weight(4, 1, 3, 2)
                    .weight(4)
                    .with("group", 4)
                    .withAll("dilations", dilation)
                    .withAll("pads", 2, 1, 3, 0);
            on("Conv")
                    .input(1, 3, 11, 8)
                    .weight(6, 1, 3, 3)
                    .weight(6)
                    .with("group", 3)
                    .withAll("dilations", dilation)
                    .withAll("strides", 2, 2)
                    .withAll("pads", 2, 2, 2, 2);
            on("Conv")
                    .input(1, 4, 9, 8)
                    .weight(8, 2, 3, 3)
                    .with("group", 2)
                    .withAll("dilations", dilation)
                    .withAll("strides", 2, 1);
        }
        on("Conv").input(2, 4, 9, 8).weight(4, 1, 3, 3).with("group", 4).withAll("strides", 2, 1);
        on("Conv")
                .input(2, 4, 9, 8)
                .weight(4, 1, 3, 3)
                .with("group", 4)
                .withAll("strides", 1, 3)
                .withAll("pads", 1, 1, 1, 1);
        on("Conv").input(1, 4, 9).weight(4, 1, 3).with("group", 4).withAll("dilations", 2);
    }

    private void pools() {
        on("AveragePool").input(1, 3, 8, 9).withAll("kernel_shape", 2, 2).withAll("strides", 2, 2);
        on("AveragePool").input(1, 3, 8, 9).withAll("kernel_shape", 3, 3).withAll("pads", 1, 1, 1, 1);
        on("AveragePool")
                .input(1, 3, 8, 9)
                .withAll("kernel_shape", 3, 3)
                .withAll("pads", 1, 1, 1, 1)
                .with("count_include_pad", 1);
        on("AveragePool").input(1, 3, 8, 9).withAll("kernel_shape", 2, 2).withAll("pads", 0, 0, 1, 1);
        on("AveragePool")
                .input(1, 3, 8, 9)
                .withAll("kernel_shape", 2, 2)
                .withAll("pads", 0, 0, 1, 1)
                .with("count_include_pad", 1);
        on("AveragePool")
                .opset(19)
                .input(1, 3, 8, 9)
                .withAll("kernel_shape", 2, 2)
                .withAll("strides", 2, 2)
                .with("ceil_mode", 1);
        on("MaxPool").input(1, 3, 8, 9).withAll("kernel_shape", 2, 2).withAll("strides", 2, 2);
        on("MaxPool").input(1, 3, 8, 9).withAll("kernel_shape", 3, 3).withAll("pads", 1, 1, 1, 1);
        on("MaxPool").input(1, 3, 8, 9).withAll("kernel_shape", 2, 2).withAll("pads", 0, 0, 1, 1);
        on("MaxPool")
                .input(1, 3, 8, 9)
                .withAll("kernel_shape", 2, 2)
                .withAll("strides", 2, 2)
                .with("ceil_mode", 1);
        for (String name : List.of("AveragePool", "MaxPool")) {
            on(name).opset(19)
                    .input(1, 3, 7, 9)
                    .withAll("kernel_shape", 3, 2)
                    .withAll("strides", 3, 3)
                    .withAll("pads", 1, 0, 2, 1)
                    .with("ceil_mode", 1);
        }
        on("AveragePool")
                .opset(19)
                .input(1, 3, 8, 9)
                .withAll("kernel_shape", 3, 3)
                .withAll("strides", 2, 2)
                .withAll("pads", 1, 0, 1, 0)
                .with("count_include_pad", 1)
                .with("ceil_mode", 1);
        on("MaxPool").input(1, 3, 8, 9).withAll("kernel_shape", 2, 2).unread("indices");
        on("GlobalAveragePool").input(2, 3, 4, 5);
        on("GlobalAveragePool").inputAs(ElementType.FLOAT16, filled(90_000, 1.5f), 1, 1, 300, 300);
        on("GlobalMaxPool").input(2, 3, 4, 5);
    }

    private void rearrangements() {
        on("Identity").input(2, 3);
        on("Dropout").input(2, 3);
        on("Dropout").input(2, 3).unread("mask");
        on("Cast").between(-4, 4, 2, 3).with("to", 7);
        on("Cast").input(2, 3).with("to", 11);
        on("Cast").input(2, 3).with("to", 10);
        on("Cast").values(new float[] {0, 1, -2}, 3).with("to", 9);
        on("CastLike").between(-4, 4, 2, 3).longs(1);
        on("Reshape").input(2, 3, 4).longs(0, -1);
        on("Reshape").input(2, 3, 4).longs(4, 6);
        on("Flatten").input(2, 3, 4);
        on("Flatten").input(2, 3, 4).with("axis", 2);
        on("Flatten").input(2, 3, 4).with("axis", 0);
        on("Squeeze").input(1, 3, 1);
        on("Squeeze").input(1, 3, 1).longs(-1);
        on("Squeeze").opset(11).input(1, 3, 1).withAll("axes", 0, 2);
        on("Unsqueeze").input(2, 3).longs(0, -1);
        on("Unsqueeze").opset(11).input(2, 3).withAll("axes", 1, 2);
        on("Transpose").input(2, 3, 4);
        on("Transpose").input(2, 3, 4).withAll("perm", 1, 0, 2);
        on("Concat").input(2, 3).input(2, 4).with("axis", 1);
        on("Concat").input(2, 3).weight(1, 3).with("axis", -2);
        on("Split").input(2, 6).with("axis", 1).outputs(3).opset(13);
        on("Split").input(2, 6).longs(1, 2, 3).with("axis", -1).outputs(3);
        on("Split").input(7, 2).with("num_outputs", 3).outputs(3);
        on("Split").opset(11).input(2, 6).with("axis", 1).withAll("split", 4, 2).outputs(2);
        on("Expand").input(3, 1).longs(2, 1, 4);
        on("Expand").input(3, 4).longs(1, 1);
        on("Tile").input(2, 3).longs(2, 1);
        for (String mode : List.of("DCR", "CRD")) {
            on("DepthToSpace").input(2, 12, 3, 4).with("blocksize", 2).with("mode", mode);
        }
        on("SpaceToDepth").input(2, 3, 4, 6).with("blocksize", 2);
        on("Cast").input(2, 3, 4, 5).with("to", 7);
        on("Reshape").input(2, 6, 4, 5).longs(0, -1, 4, 0);
        on("Reshape").input(2, 6, 4, 5).longs(0, 3, 2, -1);
        on("Flatten").input(2, 3, 4, 5).with("axis", 2);
        on("Squeeze").input(2, 3, 1, 1).longs(2, 3);
        on("Squeeze").input(2, 1, 4, 5).longs(1);
        on("Squeeze").input(2, 3, 1, 5).longs(-2);
        on("Unsqueeze").input(2, 3, 4, 5).longs(0);
        on("Transpose").input(2, 3, 4, 5);
        on("Transpose").input(2, 3, 4, 5).withAll("perm", 0, 2, 3, 1);
        on("Transpose").input(2, 3, 4, 5).withAll("perm", 0, 3, 1, 2);
        on("Transpose").input(2, 3, 4, 5).withAll("perm", 0, 1, 3, 2);
        on("Concat").input(2, 3, 4, 5).input(2, 2, 4, 5).with("axis", 1);
        on("Concat").input(2, 3, 4, 5).weight(2, 3, 4, 1).with("axis", 3);
        on("Split").input(2, 6, 4, 5).with("axis", 1).outputs(2).with("num_outputs", 2);
        on("Split").input(2, 6, 4, 5).with("axis", 3).outputs(2).with("num_outputs", 2);
        on("Expand").input(2, 1, 4, 5).longs(3, 1, 1);
        on("Tile").input(2, 3, 4, 5).longs(1, 2, 1, 3);
    }

    private static Constant half(int bits) {
        ByteBuffer bytes =
                ByteBuffer.allocate(Short.BYTES).order(ByteOrder.LITTLE_ENDIAN).putShort(0, (short) bits);
        return new Constant(ElementType.FLOAT16, List.of(1), bytes);
    }

    private void creations() {
        on("Shape").input(2, 3, 4);
        on("Shape").input(2, 3, 4).with("start", 1);
        on("Shape").input(2, 3, 4).with("start", -2).with("end", -1);
        on("Shape").input(2, 3, 4, 5);
        on("Shape").input(2, 3, 4, 5).with("start", 1).with("end", 3);
        on("Size").input(2, 3, 4);
        on("ConstantOfShape").longs(2, 3);
        on("ConstantOfShape").longs(2, 3).with("value", new Attribute.TensorValue(Constant.ofLongs(7)));
        on("ConstantOfShape")
                .longs(50, 50)
                .with("value", new Attribute.TensorValue(Constant.create(buffer -> buffer.put(0.5f), 1)));
        on("ConstantOfShape").longs(2, 3).with("value", new Attribute.TensorValue(half(0x3e00)));
        on("ConstantOfShape").longs(50, 50).with("value", new Attribute.TensorValue(half(0x3e00)));
        on("Range").scalar(2).scalar(11).scalar(3);
        on("Range").scalar(5).scalar(0).scalar(-2);
        on("Range").scalar(0f).scalar(1f).scalar(0.25f);
        on("Constant").with("value", new Attribute.TensorValue(Constant.ofLongs(7, 8)));
        on("Constant").with("value_float", 0.5f);
        on("Constant").with("value_int", 5);
        on("Constant").withAll("value_ints", 5, 6);
        on("Constant").with("value_floats", new Attribute.FloatList(List.of(0.5f, 1.5f)));
    }

    private void indexing() {
        on("Slice").input(4, 6).longs(1).longs(3).longs(0);
        on("Slice").input(4, 6).longs(0, 1).longs(Long.MAX_VALUE, -1);
        on("Slice").input(4, 6).longs(0).longs(6).longs(1).longs(2);
        on("Slice").input(4, 6).longs(-1).longs(Long.MIN_VALUE + 1).longs(1).longs(-2);
        on("Slice").input(4, 6).longs(4, 3).longs(1, 0).longs(1, 0).longs(-1, -3);
        on("Slice")
                .opset(9)
                .input(4, 6)
                .withAll("starts", 1, -3)
                .withAll("ends", 3, 100)
                .withAll("axes", 0, 1);
        on("Gather").input(4, 6).scalar(1);
        on("Gather").input(4, 6).scalar(-1).with("axis", 1);
        on("Gather").input(4, 6).longs(3, 0, -1).with("axis", 1);
        on("Gather").input(4, 6, 2).constant(matrix(2, 3)).with("axis", 1);
        on("Gather").input(4, 6).inputAs(ElementType.INT64, new float[] {2, 0}, 2);
        on("Slice").input(2, 6, 4, 5).longs(3).longs(Long.MAX_VALUE).longs(1);
        on("Slice")
                .input(2, 6, 4, 5)
                .longs(-1, 1)
                .longs(Long.MIN_VALUE + 1, -1)
                .longs(3, 2)
                .longs(-2, 1);
        on("Gather").input(2, 6, 4, 5).longs(3, 0, -1).with("axis", 1);
        on("Gather").input(2, 6, 4, 5).scalar(-1).with("axis", 2);
        on("Gather").input(2, 6, 4, 5).constant(matrix(2, 2)).with("axis", -1);
        on("GatherElements")
                .input(3, 4)
                .inputAs(ElementType.INT64, new float[] {0, 2, 1, -1, 0, 2, 1, 2}, 2, 4)
                .with("axis", 0);
        for (long largest = 0; largest < 2; largest++) {
            on("TopK").input(3, 7).longs(3).with("largest", largest).outputs(2);
            on("TopK")
                    .input(3, 7, 4)
                    .longs(2)
                    .with("largest", largest)
                    .with("axis", 1)
                    .outputs(2);
            on("TopK")
                    .input(2, 6, 4, 5)
                    .longs(4)
                    .with("largest", largest)
                    .with("axis", 1)
                    .outputs(2);
            on("TopK")
                    .input(2, 6, 4, 5)
                    .longs(3)
                    .with("largest", largest)
                    .with("axis", -2)
                    .outputs(2);
            on("TopK")
                    .values(new float[] {1, 3, 3, 2, 3, 1, 1, 2}, 8)
                    .longs(5)
                    .with("largest", largest)
                    .outputs(2);
            on("TopK")
                    .inputAs(ElementType.INT64, new float[] {1, 3, 3, -2, 3, 1, 1, 2}, 2, 4)
                    .longs(2)
                    .with("largest", largest)
                    .outputs(2);
        }
        on("TopK").opset(9).input(3, 7).with("k", 2).outputs(2);
        on("GatherND").input(3, 4, 2).inputAs(ElementType.INT64, new float[] {0, 1, 2, -1}, 2, 2);
        on("GatherND").input(3, 4, 2).inputAs(ElementType.INT64, new float[] {0, 2}, 2, 1);
        on("ScatterElements")
                .input(3, 4)
                .inputAs(ElementType.INT64, new float[] {0, 2, 1, -1}, 1, 4)
                .input(1, 4)
                .with("axis", 0);
        on("ScatterND")
                .input(3, 4, 2)
                .inputAs(ElementType.INT64, new float[] {0, 1, 2, -1}, 2, 2)
                .input(2, 2);
        on("ScatterND")
                .input(3, 4)
                .inputAs(ElementType.INT64, new float[] {2, 0}, 2, 1)
                .input(2, 4);
    }

    private void paddings() {
        for (String mode : List.of("constant", "reflect", "edge", "wrap")) {
            on("Pad").opset(19).input(1, 2, 4, 5).longs(0, 0, 1, 2, 0, 0, 3, 1).with("mode", mode);
        }
        on("Pad").input(1, 2, 4, 5).longs(0, 0, 1, 2, 0, 0, 3, 1).scalar(0.5f);
        on("Pad").input(1, 2, 4, 5).longs(0, 0, 1, 2, 0, 0, 3, 1).floats(0.5f);
        on("Pad").input(1, 2, 4, 5).longs(0, 0, -1, 2, 0, 0, 0, -1);
        on("Pad").input(1, 2, 4, 5).longs(1, 2, 3, 1).nothing().longs(2, 3);
        on("Pad").opset(19).input(1, 2, 1, 5).longs(0, 0, 0, 4, 0, 1, 1, 5).with("mode", "wrap");
        on("Pad")
                .opset(9)
                .input(1, 2, 4, 5)
                .withAll("pads", 0, 0, 1, 2, 0, 0, 3, 1)
                .with("value", 0.5f);
        on("Pad")
                .opset(9)
                .input(1, 2, 4, 5)
                .withAll("pads", 0, 0, 1, 2, 0, 0, 3, 1)
                .with("mode", "reflect");
    }

    private void resizing() {
        for (String coordinates : List.of("half_pixel", "pytorch_half_pixel", "align_corners", "asymmetric")) {
            for (String mode : List.of("nearest", "linear", "cubic")) {
                on("Resize")
                        .input(1, 2, 5, 6)
                        .nothing()
                        .nothing()
                        .longs(1, 2, 9, 4)
                        .with("mode", mode)
                        .with("coordinate_transformation_mode", coordinates);
                on("Resize")
                        .input(1, 2, 5, 6)
                        .nothing()
                        .floats(1, 1, 2, 2)
                        .with("mode", mode)
                        .with("coordinate_transformation_mode", coordinates);
                on("Resize")
                        .input(1, 2, 5, 7)
                        .nothing()
                        .floats(1, 1, 0.5f, 0.6f)
                        .with("mode", mode)
                        .with("coordinate_transformation_mode", coordinates);
            }
        }
        for (String rounding : List.of("floor", "ceil", "round_prefer_ceil", "round_prefer_floor")) {
            on("Resize").input(1, 2, 5, 6).nothing().floats(1, 1, 2.6f, 0.7f).with("nearest_mode", rounding);
        }
        on("Resize")
                .opset(19)
                .input(1, 2, 5, 7)
                .nothing()
                .floats(1, 1, 0.5f, 0.6f)
                .with("mode", "linear")
                .with("coordinate_transformation_mode", "half_pixel_symmetric");
        on("Resize")
                .input(1, 2, 5, 6)
                .nothing()
                .nothing()
                .longs(9, 4)
                .withAll("axes", 2, 3)
                .with("mode", "linear");
        on("Resize")
                .input(1, 2, 5, 6)
                .nothing()
                .floats(1, 1, 2, 2)
                .with("mode", "cubic")
                .with("exclude_outside", 1)
                .with("cubic_coeff_a", -0.5f);
        for (String coordinates : List.of("half_pixel", "pytorch_half_pixel", "align_corners")) {
            on("Resize")
                    .input(2, 3, 5, 6)
                    .nothing()
                    .nothing()
                    .longs(2, 3, 1, 4)
                    .with("mode", "linear")
                    .with("coordinate_transformation_mode", coordinates);
        }
        on("Resize")
                .inputAs(ElementType.INT32, new float[] {0, 40, 80, 120, 160, 200}, 1, 1, 2, 3)
                .nothing()
                .floats(1, 1, 2, 2)
                .with("mode", "linear");
        on("Resize").opset(10).input(1, 2, 5, 6).floats(1, 1, 2, 2);
        on("Resize").opset(10).input(1, 2, 5, 6).floats(1, 1, 2, 2).with("mode", "linear");
        on("Upsample").opset(9).input(1, 2, 5, 6).floats(1, 1, 2, 2);
        on("Upsample").opset(9).input(1, 2, 5, 6).floats(1, 1, 2, 2).with("mode", "linear");
    }
}
