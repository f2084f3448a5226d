package org.samdeblur.networks.graph.shape;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Products of matrices. */
final class Products {
    private Products() {}

    static void addTo(Map<String, Rule> rules) {
        rules.put("MatMul", Products::matMul);
        rules.put("Gemm", Products::gemm);
        rules.put("Einsum", Products::einsum);
    }

    private static List<Fact> matMul(Call call) {
        Fact a = call.operand(0);
        Fact b = call.operand(1);
        if (!a.isShaped() || !b.isShaped()) {
            return List.of(new Fact(a.type(), null, null));
        }
        Call.require(a.rank() > 0 && b.rank() > 0, "a scalar cannot be multiplied as a matrix");
        long[] left = a.rank() == 1 ? new long[] {1, a.shape()[0]} : a.shape();
        long[] right = b.rank() == 1 ? new long[] {b.shape()[0], 1} : b.shape();
        Call.require(
                left[left.length - 1] == right[right.length - 2],
                "matrices " + a + " and " + b + " cannot be multiplied");
        long[] batch = Broadcasting.commonShape(
                Fact.shaped(a.type(), Arrays.copyOf(left, left.length - 2)),
                Fact.shaped(b.type(), Arrays.copyOf(right, right.length - 2)));
        List<Long> shape = new ArrayList<>();
        Arrays.stream(batch).forEach(shape::add);
        if (a.rank() > 1) {
            shape.add(left[left.length - 2]);
        }
        if (b.rank() > 1) {
            shape.add(right[right.length - 1]);
        }
        return List.of(
                Fact.shaped(a.type(), shape.stream().mapToLong(Long::longValue).toArray()));
    }

    private static List<Fact> gemm(Call call) {
        Fact a = call.operand(0);
        Fact b = call.operand(1);
        if (!a.isShaped() || !b.isShaped()) {
            return List.of(new Fact(a.type(), null, null));
        }
        int turnedA = call.flag("transA") ? 1 : 0;
        int turnedB = call.flag("transB") ? 1 : 0;
        Call.require(
                a.rank() == 2 && b.rank() == 2 && a.shape()[1 - turnedA] == b.shape()[turnedB],
                "matrices " + a + " and " + b + " cannot be multiplied");
        return List.of(Fact.shaped(a.type(), a.shape()[turnedA], b.shape()[1 - turnedB]));
    }

    private static List<Fact> einsum(Call call) {
        String equation = call.text("equation", "").replace(" ", "");
        String[] sides = equation.split("->", -1);
        String[] terms = sides[0].split(",", -1);
        if (equation.contains("...") || terms.length != call.operands().size()) {
            return List.of();
        }
        Map<Character, Long> sizes = new LinkedHashMap<>();
        Map<Character, Integer> uses = new TreeMap<>();
        for (int i = 0; i < terms.length; i++) {
            Fact operand = call.operand(i);
            if (!operand.isShaped()) {
                return List.of();
            }
            Call.require(
                    operand.rank() == terms[i].length(), operand + " does not fit '" + terms[i] + "' in " + equation);
            for (int axis = 0; axis < terms[i].length(); axis++) {
                char letter = terms[i].charAt(axis);
                long size = operand.shape()[axis];
                uses.merge(letter, 1, Integer::sum);
                Long before = sizes.putIfAbsent(letter, size);
                Call.require(
                        before == null || before == size || before == 1 || size == 1,
                        "axis '" + letter + "' of " + equation + " has two sizes, " + before + " and " + size);
                sizes.merge(letter, size, Math::max);
            }
        }
        String result = sides.length > 1 ? sides[1] : lettersUsedOnce(uses);
        return List.of(Fact.shaped(
                call.operand(0).type(),
                result.chars()
                        .mapToLong(letter -> sizes.getOrDefault((char) letter, 1L))
                        .toArray()));
    }

    private static String lettersUsedOnce(Map<Character, Integer> uses) {
        StringBuilder letters = new StringBuilder();
        uses.forEach((letter, count) -> {
            if (count == 1) {
                letters.append(letter);
            }
        });
        return letters.toString();
    }
}
