/** What a graph makes of inputs of given sizes, found without computing it: shapes, and the memory that they take. */
package org.samdeblur.networks.graph.shape;
