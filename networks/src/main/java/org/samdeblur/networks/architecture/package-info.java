/** What all families of networks share: recognising an architecture by its weights, and writing layers with them. */
package org.samdeblur.networks.architecture;
