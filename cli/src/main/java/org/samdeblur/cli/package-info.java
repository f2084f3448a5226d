/** The command line {@code samdeblur}: where it starts. */
package org.samdeblur.cli;
