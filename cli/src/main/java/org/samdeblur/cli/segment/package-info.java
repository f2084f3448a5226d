/** {@code samdeblur segment}: the masks of an image, all of them or those a prompt points at. */
package org.samdeblur.cli.segment;
