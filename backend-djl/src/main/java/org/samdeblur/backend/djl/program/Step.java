package org.samdeblur.backend.djl.program;

import java.util.List;
import org.samdeblur.backend.djl.operator.Operator;

/**
 * One node of a program.
 *
 * @param label what to call the node in messages
 * @param operator what it computes
 * @param inputs the places of its operands; {@link Program#NOTHING} for one that is left out
 * @param outputs the places of what it makes
 * @param dead the places nothing reads after this step
 */
record Step(String label, Operator operator, List<Integer> inputs, List<Integer> outputs, List<Integer> dead) {}
