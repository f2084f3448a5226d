package org.samdeblur.fuzz.mutation;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Changes of text by its words. */
final class Words {
    private static final Pattern NUMBER = Pattern.compile("-?\\d+(?:\\.\\d+)?(?:[eE][-+]?\\d+)?");
    private static final Pattern TOKEN =
            Pattern.compile("\"[^\"]*\"|'[^']*'|[\\w.+-]+|\\[[^\\[\\]]*]|\\([^()]*\\)|\\{[^{}]*}");
    private static final String[] NUMBERS = {
        "0",
        "-1",
        "1",
        "1e999",
        "-1e999",
        "NaN",
        "0.5",
        "2147483647",
        "2147483648",
        "4294967296",
        "9223372036854775807",
        "9223372036854775808",
        "99999999999999999999999",
        "1e-999",
        "-0",
        "3.7",
        "00",
        "1000000",
        "12247",
        "65536"
    };

    private Words() {}

    static String replaceNumber(String text, Random random) {
        String number = random.nextInt(16) == 0 ? "1".repeat(1_100) : NUMBERS[random.nextInt(NUMBERS.length)];
        return replace(text, NUMBER, random, number);
    }

    static String replaceToken(String text, String[] words, Random random) {
        return replace(text, TOKEN, random, words[random.nextInt(words.length)]);
    }

    /** Puts one token in the place of another. */
    static String exchangeTokens(String text, Random random) {
        List<MatchResult> found = matches(text, TOKEN);
        return found.isEmpty()
                ? text
                : replace(
                        text,
                        TOKEN,
                        random,
                        found.get(random.nextInt(found.size())).group());
    }

    private static String replace(String text, Pattern pattern, Random random, String replacement) {
        List<MatchResult> found = matches(text, pattern);
        if (found.isEmpty()) {
            return text + replacement;
        }
        MatchResult one = found.get(random.nextInt(found.size()));
        return text.substring(0, one.start()) + replacement + text.substring(one.end());
    }

    private static List<MatchResult> matches(String text, Pattern pattern) {
        List<MatchResult> found = new ArrayList<>();
        Matcher matcher = pattern.matcher(text);
        while (matcher.find() && found.size() < 4_000) {
            found.add(matcher.toMatchResult());
        }
        return found;
    }
}
