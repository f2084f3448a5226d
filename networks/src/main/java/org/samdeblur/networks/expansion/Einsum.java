package org.samdeblur.networks.expansion;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.samdeblur.networks.operator.NodeDescription;

/**
 * Expands {@code Einsum}, sums of products by an equation such as {@code bhwc,hkc->bhwk}, to matrix products of two
 * operands at a time. Axes that both operands have and the result keeps are batch axes; axes that both have and the
 * result lacks are the inner dimension; all others are rows of one operand or columns of the other.
 */
final class Einsum {
    private static final String DOTS = "...";

    private final NodeDescription node;
    private final Steps steps;
    private String ellipsisSizes;

    private Einsum(NodeDescription node, Steps steps) {
        this.node = node;
        this.steps = steps;
    }

    static List<String> expand(NodeDescription node, Steps steps) {
        return List.of(new Einsum(node, steps).expanded());
    }

    private String expanded() {
        String equation = node.text("equation", "").replace(" ", "");
        String[] sides = equation.split("->", -1);
        String[] inputs = sides[0].split(",", -1);
        if (sides.length > 2 || inputs.length != node.node().inputs().size()) {
            throw node.refusal("its equation '" + equation + "' does not fit " + inputsInWords());
        }
        List<EinsumTerm> terms = new ArrayList<>();
        for (int i = 0; i < inputs.length; i++) {
            terms.add(term(node.node().input(i), inputs[i]));
        }
        List<Character> output = sides.length == 2 ? labels(sides[1]) : impliedOutput(sides[0]);
        for (char label : output) {
            if (terms.stream().noneMatch(term -> term.has(label))
                    || output.indexOf(label) != output.lastIndexOf(label)) {
                throw node.refusal("its equation '" + equation + "' does not define its output");
            }
        }
        EinsumTerm whole = joined(terms, output).summed(output, steps).ordered(output, steps);
        return withEllipsis(whole);
    }

    private String inputsInWords() {
        int count = node.node().inputs().size();
        return count == 1 ? "one operand" : count + " operands";
    }

    private List<Character> labels(String text) {
        List<Character> labels = new ArrayList<>();
        for (char letter :
                text.replace(DOTS, String.valueOf(EinsumTerm.ELLIPSIS)).toCharArray()) {
            boolean known = letter >= 'a' && letter <= 'z' || letter >= 'A' && letter <= 'Z';
            if (!known && (letter != EinsumTerm.ELLIPSIS || labels.contains(letter))) {
                throw node.refusal("its equation has '" + text + "', which names no axes");
            }
            labels.add(letter);
        }
        return labels;
    }

    /** The labels that occur once, in alphabetical order, after the unnamed axes. */
    private List<Character> impliedOutput(String inputs) {
        TreeMap<Character, Integer> counts = new TreeMap<>();
        for (String input : inputs.split(",", -1)) {
            labels(input).forEach(label -> counts.merge(label, 1, Integer::sum));
        }
        return counts.entrySet().stream()
                .filter(entry -> entry.getValue() == 1 || entry.getKey() == EinsumTerm.ELLIPSIS)
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Joins the axes that the equation does not name into one. */
    private EinsumTerm term(String value, String text) {
        List<Character> labels = labels(text);
        int before = labels.indexOf(EinsumTerm.ELLIPSIS);
        if (before < 0) {
            return new EinsumTerm(value, labels).withoutRepetition(steps);
        }
        int after = labels.size() - before - 1;
        String shape = steps.op("Shape", value);
        long end = after == 0 ? Long.MAX_VALUE : -after;
        if (ellipsisSizes == null) {
            ellipsisSizes = steps.part(shape, before, end);
        }
        long[] kept = new long[before + 1];
        kept[before] = -1;
        String sizes = after == 0
                ? steps.longs(kept)
                : steps.concat(0, steps.longs(kept), steps.part(shape, -after, Long.MAX_VALUE));
        return new EinsumTerm(steps.op("Reshape", value, sizes), labels).withoutRepetition(steps);
    }

    private String withEllipsis(EinsumTerm whole) {
        int before = whole.axis(EinsumTerm.ELLIPSIS);
        if (before < 0) {
            return whole.value();
        }
        String shape = steps.op("Shape", whole.value());
        List<String> parts = new ArrayList<>();
        if (before > 0) {
            parts.add(steps.part(shape, 0, before));
        }
        parts.add(ellipsisSizes);
        if (before + 1 < whole.labels().size()) {
            parts.add(steps.part(shape, before + 1L, Long.MAX_VALUE));
        }
        return steps.op("Reshape", whole.value(), steps.concat(0, parts.toArray(String[]::new)));
    }

    private EinsumTerm joined(List<EinsumTerm> terms, List<Character> output) {
        EinsumTerm sofar = terms.get(0);
        for (int i = 1; i < terms.size(); i++) {
            Set<Character> wanted = new LinkedHashSet<>(output);
            terms.subList(i + 1, terms.size()).forEach(later -> wanted.addAll(later.labels()));
            sofar = product(sofar, terms.get(i), wanted);
        }
        return sofar;
    }

    private EinsumTerm product(EinsumTerm a, EinsumTerm b, Set<Character> wanted) {
        EinsumTerm left = a.summed(union(wanted, b.labels()), steps);
        EinsumTerm right = b.summed(union(wanted, a.labels()), steps);
        List<Character> shared = left.labels().stream().filter(right::has).toList();
        List<Character> batch = shared.stream().filter(wanted::contains).toList();
        List<Character> along =
                shared.stream().filter(label -> !wanted.contains(label)).toList();
        List<Character> rows =
                left.labels().stream().filter(label -> !right.has(label)).toList();
        List<Character> columns =
                right.labels().stream().filter(label -> !left.has(label)).toList();
        return along.isEmpty()
                ? elementByElement(left, right, batch, rows, columns)
                : asMatrices(left, right, batch, along, rows, columns);
    }

    private static Set<Character> union(Set<Character> wanted, List<Character> labels) {
        Set<Character> all = new LinkedHashSet<>(wanted);
        all.addAll(labels);
        return all;
    }

    private EinsumTerm elementByElement(
            EinsumTerm left, EinsumTerm right, List<Character> batch, List<Character> rows, List<Character> columns) {
        String a = left.ordered(join(batch, rows), steps).value();
        String b = right.ordered(join(batch, columns), steps).value();
        String lifted = steps.unsqueeze(a, range(batch.size() + rows.size(), columns.size()));
        String aligned = batch.isEmpty() ? b : steps.unsqueeze(b, range(batch.size(), rows.size()));
        return new EinsumTerm(steps.op("Mul", lifted, aligned), join(join(batch, rows), columns));
    }

    /** All row and column axes but the last become batch axes too, of size 1 in the other operand. */
    private EinsumTerm asMatrices(
            EinsumTerm left,
            EinsumTerm right,
            List<Character> batch,
            List<Character> along,
            List<Character> rows,
            List<Character> columns) {
        List<Character> moreRows = rows.isEmpty() ? rows : rows.subList(0, rows.size() - 1);
        List<Character> moreColumns = columns.isEmpty() ? columns : columns.subList(0, columns.size() - 1);
        String a = flattened(left, join(batch, rows), along);
        if (rows.isEmpty()) {
            a = steps.unsqueeze(a, batch.size());
        }
        String b = withColumnsLast(right, batch, along, columns);
        a = steps.unsqueeze(a, range(batch.size() + moreRows.size(), moreColumns.size()));
        if (!batch.isEmpty() || !moreColumns.isEmpty()) {
            b = steps.unsqueeze(b, range(batch.size(), moreRows.size()));
        }
        String product = steps.op("MatMul", a, b);
        int lastRow = batch.size() + moreRows.size() + moreColumns.size();
        if (columns.isEmpty()) {
            product = steps.squeeze(product, lastRow + 1L);
        }
        if (rows.isEmpty()) {
            product = steps.squeeze(product, lastRow);
        }
        List<Character> last = Stream.of(rows, columns)
                .filter(labels -> !labels.isEmpty())
                .map(labels -> labels.get(labels.size() - 1))
                .toList();
        return new EinsumTerm(product, join(join(batch, moreRows), join(moreColumns, last)));
    }

    /** Orders the axes as those of matrices whose rows are the inner dimension. */
    private String withColumnsLast(
            EinsumTerm right, List<Character> batch, List<Character> along, List<Character> columns) {
        if (along.size() == 1 && !columns.isEmpty()) {
            int last = columns.size() - 1;
            List<Character> before = join(batch, columns.subList(0, last));
            return right.ordered(join(join(before, along), columns.subList(last, last + 1)), steps)
                    .value();
        }
        String rows = flattened(right, join(batch, columns), along);
        if (columns.isEmpty()) {
            return steps.unsqueeze(rows, batch.size() + 1L);
        }
        int rank = batch.size() + columns.size() + 1;
        int[] turned = IntStream.range(0, rank).toArray();
        turned[rank - 2] = rank - 1;
        turned[rank - 1] = rank - 2;
        return steps.transpose(rows, turned);
    }

    /** Joins the axes of the inner dimension into one last axis. */
    private String flattened(EinsumTerm term, List<Character> kept, List<Character> along) {
        String ordered = term.ordered(join(kept, along), steps).value();
        if (along.size() == 1) {
            return ordered;
        }
        // 0 keeps the size of an axis
        long[] shape = new long[kept.size() + 1];
        shape[kept.size()] = -1;
        return steps.reshape(ordered, shape);
    }

    private static long[] range(int from, int count) {
        long[] axes = new long[count];
        Arrays.setAll(axes, i -> from + i);
        return axes;
    }

    private static List<Character> join(List<Character> first, List<Character> second) {
        return Stream.concat(first.stream(), second.stream()).toList();
    }
}
