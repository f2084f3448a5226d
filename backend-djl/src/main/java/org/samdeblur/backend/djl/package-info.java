/** The DJL backend: the provider, and the engine that runs graphs on PyTorch. */
package org.samdeblur.backend.djl;
