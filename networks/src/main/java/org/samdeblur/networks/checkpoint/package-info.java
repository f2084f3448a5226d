/** Named weights from PyTorch and safetensors files. */
@NullMarked
package org.samdeblur.networks.checkpoint;

import org.jspecify.annotations.NullMarked;
