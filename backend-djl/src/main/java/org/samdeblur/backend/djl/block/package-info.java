/**
 * Networks as DJL's own {@link ai.djl.nn.Block}s, to be trained or built into larger ones: any ONNX graph, and the units that
 * put masks before any block.
 */
@NullMarked
package org.samdeblur.backend.djl.block;

import org.jspecify.annotations.NullMarked;
