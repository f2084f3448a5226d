/**
 * Segment Anything models as graphs: recognised in checkpoints and written operator by operator, or read from exported
 * files.
 */
@NullMarked
package org.samdeblur.networks.sam.graph;

import org.jspecify.annotations.NullMarked;
