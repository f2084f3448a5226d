/** Figures that compare a restored image with the truth. All are symmetric, and computed in double precision. */
package org.samdeblur.evaluation;
