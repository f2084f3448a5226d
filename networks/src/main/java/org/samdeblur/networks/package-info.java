/** What a network is, for every backend: architectures recognised from their checkpoints, run on any graph engine. */
package org.samdeblur.networks;
