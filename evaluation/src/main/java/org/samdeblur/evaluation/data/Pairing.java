package org.samdeblur.evaluation.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.samdeblur.api.SamDeblurException;

/** Finds for every input its target and its masks. */
record Pairing(Tree inputs, Tree targets, Optional<Tree> masks) {
    PairedImages make(String dataSet) {
        List<ImagePair> pairs = new ArrayList<>();
        List<Unpaired> unpaired = new ArrayList<>();
        for (String name : inputs.files().keySet()) {
            try {
                pairs.add(pair(name));
            } catch (SamDeblurException e) {
                unpaired.add(new Unpaired(name, e.getMessage()));
            }
        }
        long unused = targets.files().keySet().stream()
                .filter(name -> inputs.named(name).isEmpty())
                .count();
        return new PairedImages(dataSet, pairs, unpaired, Math.toIntExact(unused));
    }

    private ImagePair pair(String name) {
        Path input = only(inputs, name, "input", inputs.named(name).get(0));
        Path target = only(targets, name, "target", input);
        return new ImagePair(name, input, target, masks.map(tree -> only(tree, name, "masks", input)));
    }

    private static Path only(Tree tree, String name, String role, Path input) {
        List<Path> files = tree.named(name);
        if (files.isEmpty()) {
            throw new SamDeblurException(
                    input + " has no " + role + ": there is no " + name + ".* in " + tree.folder());
        }
        if (files.size() > 1) {
            throw new SamDeblurException(
                    "the " + role + " of " + name + " may be " + files.get(0) + " or " + files.get(1) + "; keep one");
        }
        return files.get(0);
    }
}
