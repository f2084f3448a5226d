/** A page on which a person sees what methods did to images. */
package org.samdeblur.evaluation.report;
