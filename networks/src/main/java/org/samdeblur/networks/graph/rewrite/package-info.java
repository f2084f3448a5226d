/** Changing graphs: rewrites that make them fast without changing what they compute, and widening for more channels. */
@NullMarked
package org.samdeblur.networks.graph.rewrite;

import org.jspecify.annotations.NullMarked;
