package org.samdeblur.evaluation.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.samdeblur.api.SamDeblurException;

/** Finds the target and the masks of every input. */
record Pairing(NamedFiles inputs, NamedFiles targets, Optional<NamedFiles> masks) {
    PairedImages make(String dataSet) {
        List<ImagePair> pairs = new ArrayList<>();
        List<Unpaired> unpaired = new ArrayList<>();
        SortedSet<String> names = inputs.names();
        for (String name : names) {
            try {
                pairs.add(pair(name));
            } catch (SamDeblurException e) {
                unpaired.add(new Unpaired(name, e.getMessage()));
            }
        }
        long unused =
                targets.names().stream().filter(name -> !names.contains(name)).count();
        return new PairedImages(dataSet, inputs.folder(), pairs, unpaired, Math.toIntExact(unused), ignored());
    }

    private List<String> ignored() {
        return Stream.of(inputs, targets)
                .filter(files -> !files.others().isEmpty())
                .map(files -> IgnoredFiles.describe(files.folder(), files.others()))
                .distinct()
                .toList();
    }

    private ImagePair pair(String name) {
        Path input = inputs.file(name);
        Path target = partner("target", input, () -> targets.file(name));
        Optional<Path> ownMasks = partner("masks", input, () -> masks.flatMap(files -> files.find(name)));
        ImagePair pair = ImagePair.of(name, input, target);
        return ownMasks.map(pair::withMasks).orElse(pair);
    }

    private static <T> T partner(String role, Path input, Supplier<T> search) {
        try {
            return search.get();
        } catch (SamDeblurException e) {
            throw new SamDeblurException("no " + role + " of " + input + ": " + e.getMessage(), e);
        }
    }
}
