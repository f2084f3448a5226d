package org.samdeblur.networks.download;

import java.net.URI;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A file on a server, and what is known of it.
 *
 * @param address where it is, by {@code http} or {@code https}
 * @param size its number of bytes, if known
 * @param hash its hash, if known
 */
public record RemoteFile(URI address, OptionalLong size, Optional<FileHash> hash) {}
