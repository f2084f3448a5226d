/**
 * The MAP unit and what masks go through before it: dropout, grouping, and the grey codes of the CAT baseline.
 *
 * @serial exclude
 */
package org.samdeblur.map;
