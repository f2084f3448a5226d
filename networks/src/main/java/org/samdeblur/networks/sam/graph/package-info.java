/** Segment Anything models as graphs: recognised in checkpoints, written operator by operator, read from exports. */
@NullMarked
package org.samdeblur.networks.sam.graph;

import org.jspecify.annotations.NullMarked;
