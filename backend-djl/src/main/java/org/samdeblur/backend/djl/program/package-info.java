/** Graphs as programs over arrays of the engine. */
package org.samdeblur.backend.djl.program;
