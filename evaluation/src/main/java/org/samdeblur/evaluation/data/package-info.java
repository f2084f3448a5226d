/** Data sets of blurred images and the sharp ones they should become, as they lie in folders. */
package org.samdeblur.evaluation.data;
