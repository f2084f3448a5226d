/**
 * Shape arithmetic: the shapes of a graph's values, and the memory that they take, computed without running the graph.
 */
package org.samdeblur.networks.graph.shape;
