/** What all families of networks share: recognising an architecture by its weights, and writing layers with them. */
@NullMarked
package org.samdeblur.networks.architecture;

import org.jspecify.annotations.NullMarked;
