/** PyTorch through DJL: finding its native library without a download, its devices, its messages. */
package org.samdeblur.backend.djl.runtime;
