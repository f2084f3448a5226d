package org.samdeblur.networks.checkpoint;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A dictionary of tensors in a checkpoint, which may contain other values of a training run.
 *
 * @param path the keys under which it is stored, outermost first; empty if it is the whole checkpoint
 * @param tensors the tensors by name
 */
record StateDict(List<String> path, Map<String, PickledTensor> tensors) {
    /** The deepest path to search. */
    private static final int DEEPEST = 4;

    private static final int MOST_NAMED = 8;

    /** The weights that were chosen, and the others in the file. */
    record Choice(StateDict chosen, List<StateDict> others) {}

    /**
     * Chooses the weights.
     *
     * @param root the content of the file
     * @param wanted the requested key; if empty, the rule of {@link Checkpoint#open} applies
     * @throws RefusedPickleException if there are no weights, or several dictionaries of which none is under a usual
     *     key
     */
    static Choice choose(Object root, Optional<String> wanted) {
        Search search = new Search();
        search.visit(root, List.of());
        List<StateDict> found = search.found;
        if (found.isEmpty()) {
            throw new RefusedPickleException(search.module
                    .map(name -> "holds a whole module, of the class " + CheckpointFile.quote(name)
                            + ", whose program is needed to read it; in Python, save its weights alone:"
                            + " torch.save(model.state_dict(), 'weights.pth')")
                    .orElse("holds no state dict, that is, no dictionary of named tensors"));
        }
        StateDict chosen = wanted.flatMap(key -> under(found, key)).orElseGet(() -> byRule(found, wanted));
        return new Choice(
                chosen, found.stream().filter(other -> other != chosen).toList());
    }

    private static Optional<StateDict> under(List<StateDict> found, String key) {
        return found.stream().filter(candidate -> candidate.isUnder(key)).findFirst();
    }

    private static StateDict byRule(List<StateDict> found, Optional<String> wanted) {
        List<StateDict> usual = found.stream()
                .filter(candidate ->
                        !candidate.path.isEmpty() && candidate.path.stream().allMatch(WeightsKey::isUsual))
                .sorted(Comparator.comparingInt(StateDict::rank))
                .toList();
        Optional<StateDict> trained =
                usual.stream().filter(candidate -> !candidate.isAveraged()).findFirst();
        // the entry 'ema' may be just a counter of updates
        Optional<StateDict> averaged = usual.stream()
                .filter(StateDict::isAveraged)
                .filter(candidate -> trained.isEmpty()
                        || candidate.tensors.size() * 2 > trained.get().tensors.size())
                .findFirst();
        if (averaged.or(() -> trained).isPresent()) {
            return averaged.or(() -> trained).get();
        }
        if (found.size() > 1 && !found.get(0).path.isEmpty() && wanted.isEmpty()) {
            throw new RefusedPickleException("holds the weights of several networks, under " + keys(found)
                    + "; choose one with DeblurModelOptions.withWeights, or save it alone");
        }
        return found.get(0);
    }

    /** Lists the keys of weights for a message, at most eight. */
    static String keys(List<StateDict> places) {
        String named = places.stream()
                .limit(MOST_NAMED)
                .map(place -> CheckpointFile.quote(place.key()))
                .collect(Collectors.joining(" and "));
        return places.size() <= MOST_NAMED ? named : named + " and others";
    }

    /** Returns the keys joined by dots. */
    String key() {
        return String.join(".", path);
    }

    /** Returns whether the weights are under a key, given as the whole path or its last part. */
    boolean isUnder(String key) {
        return key().equals(key) || !path.isEmpty() && path.get(path.size() - 1).equals(key);
    }

    boolean isAveraged() {
        return path.stream().anyMatch(WeightsKey::isAveraged);
    }

    private int rank() {
        return path.stream().mapToInt(WeightsKey::rank).min().orElse(0);
    }

    /**
     * Visits each dictionary once, because a malicious file may nest dictionaries in themselves or exponentially often.
     */
    private static final class Search {
        private final Set<Object> visited = Collections.newSetFromMap(new IdentityHashMap<>());
        private final List<StateDict> found = new ArrayList<>();
        private Optional<String> module = Optional.empty();

        void visit(Object value, List<String> path) {
            if (value instanceof SkippedValue skipped && skipped.isModule() && module.isEmpty()) {
                module = Optional.of(skipped.name());
            }
            Map<?, ?> dictionary = entries(value);
            if (path.size() > DEEPEST || dictionary.isEmpty() || !visited.add(dictionary)) {
                return;
            }
            Map<String, PickledTensor> tensors = tensors(dictionary);
            if (!tensors.isEmpty()) {
                found.add(new StateDict(path, tensors));
            }
            dictionary.forEach((key, nested) -> {
                boolean followed = key instanceof String name && !WeightsKey.isOfTraining(name);
                if (followed && (nested instanceof Map<?, ?> || nested instanceof SkippedValue)) {
                    List<String> deeper = new ArrayList<>(path);
                    deeper.add((String) key);
                    visit(nested, deeper);
                }
            });
        }

        private static Map<?, ?> entries(Object value) {
            if (value instanceof SkippedValue skipped) {
                return skipped.entries();
            }
            return value instanceof Map<?, ?> dictionary ? dictionary : Map.of();
        }

        private static Map<String, PickledTensor> tensors(Map<?, ?> dictionary) {
            Map<String, PickledTensor> tensors = new LinkedHashMap<>();
            dictionary.forEach((key, value) -> {
                if (key instanceof String name && value instanceof PickledTensor tensor) {
                    tensors.put(name, tensor);
                }
            });
            return tensors;
        }
    }
}
