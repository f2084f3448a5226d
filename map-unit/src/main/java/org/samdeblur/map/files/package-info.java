/** Reads and writes mask files, and tensors in NumPy's format. */
@NullMarked
package org.samdeblur.map.files;

import org.jspecify.annotations.NullMarked;
