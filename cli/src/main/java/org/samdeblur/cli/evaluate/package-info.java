/** {@code samdeblur evaluate}: compares networks, and outputs made elsewhere, on data sets of pairs. */
package org.samdeblur.cli.evaluate;
