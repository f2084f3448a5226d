/** What a network is, for every backend: architectures recognised from their checkpoints, run on any graph engine. */
@NullMarked
package org.samdeblur.networks;

import org.jspecify.annotations.NullMarked;
