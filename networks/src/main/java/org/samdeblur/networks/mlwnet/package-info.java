/** MLWNet. */
package org.samdeblur.networks.mlwnet;
