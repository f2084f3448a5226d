/** Files that hold masks, and tensors in NumPy's format. */
package org.samdeblur.map.files;
