/** {@code samdeblur train}: trains a network. */
package org.samdeblur.cli.train;
