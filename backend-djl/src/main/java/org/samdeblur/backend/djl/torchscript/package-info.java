/** TorchScript networks, run by PyTorch itself. */
package org.samdeblur.backend.djl.torchscript;
