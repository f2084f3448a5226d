/** {@code samdeblur info}: describes model files. */
package org.samdeblur.cli.info;
