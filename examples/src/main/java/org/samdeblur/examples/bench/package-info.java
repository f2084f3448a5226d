/** Programs that measure time and memory; docs/results.md has what they printed. */
package org.samdeblur.examples.bench;
