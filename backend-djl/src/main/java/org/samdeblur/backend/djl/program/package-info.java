/** Graphs as programs on arrays of the engine. */
package org.samdeblur.backend.djl.program;
