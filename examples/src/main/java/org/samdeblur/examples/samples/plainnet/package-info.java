/** An architecture of one's own, as docs/adding-an-architecture.md shows it. */
package org.samdeblur.examples.samples.plainnet;
