package org.samdeblur.evaluation.results;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.samdeblur.evaluation.ModeCollapse;

/**
 * The results of methods on data sets, as in the paper's tables: the rows are the blurred input and the methods, the
 * columns PSNR, SSIM and MCR of every data set. Immutable.
 *
 * @param methods the methods' names, in the order of the table's rows
 * @param modeCollapse the definition of collapse
 * @param dataSets the figures of the data sets, in the order of the table's columns
 * @param problems what could not be evaluated
 * @since 0.1.0
 */
public record Results(
        List<String> methods, ModeCollapse modeCollapse, List<DataSetResults> dataSets, List<Problem> problems) {
    /** The name of the first row, which has the figures of the unchanged input. */
    public static final String BLURRED = "blurred input";

    /**
     * Copies the lists.
     *
     * @param methods the methods' names
     * @param modeCollapse the definition of collapse
     * @param dataSets the figures of the data sets
     * @param problems what could not be evaluated
     * @throws IllegalArgumentException if two methods have the same name, or one is called {@link #BLURRED}
     */
    public Results {
        methods = List.copyOf(methods);
        dataSets = List.copyOf(dataSets);
        problems = List.copyOf(problems);
        if (methods.contains(BLURRED) || new HashSet<>(methods).size() < methods.size()) {
            throw new IllegalArgumentException(
                    "methods must have different names, other than '" + BLURRED + "', not " + methods);
        }
    }

    /**
     * Returns the names of the rows.
     *
     * @return {@link #BLURRED}, then the methods
     */
    public List<String> rows() {
        return Stream.concat(Stream.of(BLURRED), methods.stream()).toList();
    }

    /**
     * Returns the figures of a method on a data set.
     *
     * @param method a method, or {@link #BLURRED}
     * @param dataSet a data set of these results
     * @return the means; empty if the method has no output on the data set
     */
    public Optional<Summary> summary(String method, DataSetResults dataSet) {
        return Summary.of(method, dataSet.images(), modeCollapse);
    }
}
