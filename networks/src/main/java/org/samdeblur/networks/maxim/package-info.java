/** MAXIM. */
package org.samdeblur.networks.maxim;
