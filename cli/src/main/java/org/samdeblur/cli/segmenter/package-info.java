/** Which segmenter finds masks, and how. */
package org.samdeblur.cli.segmenter;
