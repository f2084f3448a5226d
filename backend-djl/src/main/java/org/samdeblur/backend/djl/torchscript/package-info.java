/** TorchScript networks, which PyTorch runs. */
package org.samdeblur.backend.djl.torchscript;
