/** PyTorch's native library by way of DJL: finding it without a download, its devices, what it says. */
package org.samdeblur.backend.djl.runtime;
