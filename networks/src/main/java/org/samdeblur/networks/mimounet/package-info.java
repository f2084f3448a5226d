/** MIMO-UNet and MIMO-UNet+. */
package org.samdeblur.networks.mimounet;
