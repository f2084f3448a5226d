/** Named weights from PyTorch, safetensors and Flax files. */
@NullMarked
package org.samdeblur.networks.checkpoint;

import org.jspecify.annotations.NullMarked;
