/** Segment Anything models as graphs: recognised in checkpoints, written operator by operator, read from exports. */
package org.samdeblur.networks.sam.graph;
