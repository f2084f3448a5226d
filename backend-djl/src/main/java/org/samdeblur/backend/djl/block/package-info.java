/**
 * Networks as DJL {@link ai.djl.nn.Block}s, for training or as parts of larger ones: ONNX graphs, and blocks that add
 * guidance by masks to other blocks.
 */
@NullMarked
package org.samdeblur.backend.djl.block;

import org.jspecify.annotations.NullMarked;
