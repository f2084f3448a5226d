/** Models by their names: those that are known, and those in the user's models folder. */
@NullMarked
package org.samdeblur.networks.models;

import org.jspecify.annotations.NullMarked;
