/** Files that hold masks, and tensors in NumPy's format. */
@NullMarked
package org.samdeblur.map.files;

import org.jspecify.annotations.NullMarked;
