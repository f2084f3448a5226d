/** Restormer. */
package org.samdeblur.networks.restormer;
