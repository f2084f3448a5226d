package org.samdeblur.networks.maxim;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.samdeblur.networks.checkpoint.Checkpoint;

/**
 * Selects the weights of the first stages. In the last stage that is kept, the convolution of the supervised attention
 * module that computes an image becomes the output convolution.
 *
 * @param stages the number of stages to keep
 * @param depth the number of levels; determines how many scalings a stage has
 */
record FirstStages(int stages, int depth) {
    private static final Pattern OF_STAGE = Pattern.compile("stage_(\\d{1,6})_(.*)");
    private static final Pattern SCALING = Pattern.compile("UpSampleRatio_(\\d{1,6})\\..*");
    private static final Pattern ATTENTION =
            Pattern.compile("supervised_attention_module_(\\d{1,6})\\.Conv_(\\d+)\\.(.*)");
    private static final String OF_IMAGE = "1";

    Checkpoint of(Checkpoint checkpoint) {
        Map<String, String> names = new LinkedHashMap<>();
        checkpoint.names().forEach(name -> {
            String kept = kept(name);
            if (!kept.isEmpty()) {
                names.put(kept, name);
            }
        });
        return checkpoint.renamed(names);
    }

    /** Returns the name of a weight in the smaller network; empty if the smaller network does not have it. */
    private String kept(String name) {
        Matcher scaling = SCALING.matcher(name);
        if (scaling.matches()) {
            return Integer.parseInt(scaling.group(1)) < 2 * stages * depth * depth ? name : "";
        }
        Matcher ofStage = OF_STAGE.matcher(name);
        if (!ofStage.matches()) {
            return name;
        }
        int stage = Integer.parseInt(ofStage.group(1));
        if (stage < stages - 1) {
            return name;
        }
        return stage == stages - 1 ? keptOfLast(name, stage, ofStage.group(2)) : "";
    }

    private static String keptOfLast(String name, int stage, String part) {
        Matcher attention = ATTENTION.matcher(part);
        if (!attention.matches()) {
            return name;
        }
        return attention.group(2).equals(OF_IMAGE)
                ? "stage_" + stage + "_output_conv_" + attention.group(1) + "." + attention.group(3)
                : "";
    }
}
