package org.samdeblur.networks.download;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which part of a file a server sends, as the header {@code Content-Range} says (RFC 9110, section 14.4).
 *
 * @param first the position of the first byte; -1 where none is sent
 * @param total the file's size, if the server says it
 */
record ContentRange(long first, OptionalLong total) {
    private static final Pattern FORM = Pattern.compile("bytes (?:(\\d{1,18})-\\d{1,18}|\\*)/(?:(\\d{1,18})|\\*)");

    static Optional<ContentRange> parse(String header) {
        Matcher matcher = FORM.matcher(header.strip());
        if (!matcher.matches()) {
            return Optional.empty();
        }
        long first = matcher.group(1) == null ? -1 : Long.parseLong(matcher.group(1));
        OptionalLong total =
                matcher.group(2) == null ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(matcher.group(2)));
        return Optional.of(new ContentRange(first, total));
    }
}
