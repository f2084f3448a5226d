/** The command line {@code samdeblur}: one class per command, and what they share. */
package org.samdeblur.examples.cli;
