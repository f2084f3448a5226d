/** DJL's PyTorch as a backend: the provider, the engine that runs graphs. */
package org.samdeblur.backend.djl;
