/** MPRNet. */
package org.samdeblur.networks.mprnet;
