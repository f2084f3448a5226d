/**
 * The only code that opens connections. It is reached in two ways: by an address and a checksum that the caller names, and by {@code
 * Models.download}.
 */
package org.samdeblur.networks.download;
