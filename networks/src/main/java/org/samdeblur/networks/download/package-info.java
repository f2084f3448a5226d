/** The only way in which anything is ever downloaded: by an address and a checksum that the caller names. */
package org.samdeblur.networks.download;
