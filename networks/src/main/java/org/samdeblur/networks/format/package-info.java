/** The forms that networks come in on disk, recognised by their content and without loading a runtime. */
@NullMarked
package org.samdeblur.networks.format;

import org.jspecify.annotations.NullMarked;
