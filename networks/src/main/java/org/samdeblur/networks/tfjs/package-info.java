/** Reading models of TensorFlow.js: which weights they have, and which nodes use them. */
package org.samdeblur.networks.tfjs;
