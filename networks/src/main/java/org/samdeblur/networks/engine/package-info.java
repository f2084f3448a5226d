/** What a backend implements to run graphs; everything else about networks is shared here. */
@NullMarked
package org.samdeblur.networks.engine;

import org.jspecify.annotations.NullMarked;
