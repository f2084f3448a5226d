package org.samdeblur.networks.checkpoint;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.samdeblur.api.InvalidModelException;
import org.samdeblur.api.text.Printable;

/**
 * Finds the prefix without which the names of a checkpoint are recognised. Prefixes end with a dot, such as {@code
 * module.}.
 */
final class NamePrefixes {
    private static final Logger LOG = System.getLogger(Checkpoint.class.getName());

    /** The most prefixes to remove; wrappers are nested less deeply. */
    private static final int MOST_PARTS = 6;

    /** Modules that contain several networks have them at the first or second level. */
    private static final int DEEPEST_BRANCH = 2;

    private static final int MOST_BRANCHES = 64;

    private final Checkpoint checkpoint;

    NamePrefixes(Checkpoint checkpoint) {
        this.checkpoint = checkpoint;
    }

    Optional<Checkpoint> knownAs(Predicate<Checkpoint> known) {
        if (known.test(checkpoint)) {
            return Optional.of(checkpoint);
        }
        for (String prefix : common()) {
            Checkpoint view = under(prefix);
            if (known.test(view)) {
                LOG.log(
                        Level.DEBUG,
                        "{0}: drops ''{1}'' before every name",
                        Printable.line(checkpoint.file().toString()),
                        Printable.line(prefix));
                return Optional.of(view);
            }
        }
        return branch(known);
    }

    /**
     * Returns the prefixes that all names have, shortest first. Scalars are ignored, such as the counter that PyTorch's
     * {@code AveragedModel} stores beside its module.
     */
    private List<String> common() {
        List<String> names = checkpoint.names().stream()
                .filter(name -> !checkpoint.shape(name).isEmpty())
                .toList();
        List<String> prefixes = new ArrayList<>();
        if (names.isEmpty()) {
            return prefixes;
        }
        for (String prefix : prefixes(names.get(0), MOST_PARTS)) {
            if (!names.stream().allMatch(name -> name.startsWith(prefix))) {
                break;
            }
            prefixes.add(prefix);
        }
        return prefixes;
    }

    /**
     * Finds one of several networks that were trained together, such as the generator of a GAN beside its
     * discriminator.
     */
    private Optional<Checkpoint> branch(Predicate<Checkpoint> known) {
        Set<String> prefixes = new LinkedHashSet<>();
        for (String name : checkpoint.names()) {
            prefixes.addAll(prefixes(name, DEEPEST_BRANCH));
            if (prefixes.size() > MOST_BRANCHES) {
                return Optional.empty();
            }
        }
        Map<String, Checkpoint> views = new LinkedHashMap<>();
        for (String prefix : prefixes) {
            boolean within = views.keySet().stream().anyMatch(prefix::startsWith);
            Checkpoint view = under(prefix);
            if (!within && known.test(view)) {
                views.put(prefix, view);
            }
        }
        if (views.isEmpty()) {
            return Optional.empty();
        }
        String chosen = views.size() == 1 ? views.keySet().iterator().next() : chosen(views.keySet());
        LOG.log(
                Level.INFO,
                "{0}: uses the {2} of {3} weights whose names begin with ''{1}''",
                Printable.line(checkpoint.file().toString()),
                Printable.line(chosen),
                views.get(chosen).names().size(),
                checkpoint.names().size());
        return Optional.of(views.get(chosen));
    }

    private String chosen(Set<String> prefixes) {
        List<String> averaged = prefixes.stream().filter(WeightsKey::isAveraged).toList();
        List<String> usual = prefixes.stream().filter(WeightsKey::isUsual).toList();
        if (averaged.size() == 1) {
            return averaged.get(0);
        }
        if (usual.size() == 1) {
            return usual.get(0);
        }
        throw new InvalidModelException(checkpoint.file() + " holds several networks, under "
                + prefixes.stream().map(CheckpointFile::quote).collect(Collectors.joining(" and "))
                + "; choose one with DeblurModelOptions.withWeights");
    }

    /** Returns the weights whose names begin with a prefix, under names without it. */
    Checkpoint under(String prefix) {
        Map<String, String> names = new LinkedHashMap<>();
        for (String name : checkpoint.names()) {
            if (name.startsWith(prefix) && name.length() > prefix.length()) {
                names.put(name.substring(prefix.length()), name);
            }
        }
        return new RenamedCheckpoint(checkpoint, names);
    }

    private static List<String> prefixes(String name, int most) {
        List<String> prefixes = new ArrayList<>();
        int dot = name.indexOf('.');
        while (dot >= 0 && prefixes.size() < most) {
            prefixes.add(name.substring(0, dot + 1));
            dot = name.indexOf('.', dot + 1);
        }
        return prefixes;
    }
}
