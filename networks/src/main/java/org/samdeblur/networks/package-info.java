/** The backend that runs networks on any graph engine. */
@NullMarked
package org.samdeblur.networks;

import org.jspecify.annotations.NullMarked;
