package org.samdeblur.backend.djl.program;

import java.util.List;
import org.samdeblur.backend.djl.operator.Operator;

/**
 * One node of a program.
 *
 * @param label the node's name and operator, for messages
 * @param operator the node's computation
 * @param inputs the indices of its operands; {@link Program#NOTHING} for omitted ones
 * @param outputs the indices of its outputs; {@link Program#NOTHING} for unused ones
 * @param dead the indices of the values that are not read after this step
 */
record Step(String label, Operator operator, List<Integer> inputs, List<Integer> outputs, List<Integer> dead) {}
