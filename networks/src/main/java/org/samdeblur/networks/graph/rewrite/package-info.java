/**
 * Changes to graphs: rewrites that make them faster without changing their results, and widening for further channels.
 */
@NullMarked
package org.samdeblur.networks.graph.rewrite;

import org.jspecify.annotations.NullMarked;
