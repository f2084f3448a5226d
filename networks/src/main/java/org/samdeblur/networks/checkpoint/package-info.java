/** Named weights from PyTorch and safetensors files. */
package org.samdeblur.networks.checkpoint;
