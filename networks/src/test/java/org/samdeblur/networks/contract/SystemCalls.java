package org.samdeblur.networks.contract;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What a process and its children asked of the system, as {@code strace} reports it. */
final class SystemCalls {
    private static final String TRACED =
            "connect,sendto,sendmsg,sendmmsg,open,openat,creat,mkdir,mkdirat,rename,renameat,"
                    + "renameat2,link,linkat,symlink,symlinkat";
    private static final Pattern NETWORK =
            Pattern.compile("\\b(connect|sendto|sendmsg|sendmmsg)\\(.*\\bAF_INET6?\\b.*");
    private static final Pattern WRITING =
            Pattern.compile("\\b(open(at)?\\(.*O_CREAT|creat\\(|mkdir(at)?\\(|(rename|link|symlink)(at2?)?\\().*");
    private static final Pattern QUOTED = Pattern.compile("\"([^\"]*)\"");

    private final List<String> lines;

    private SystemCalls(List<String> lines) {
        this.lines = lines;
    }

    /** Tells whether {@code strace} is there and allowed to trace. */
    static boolean canBeTraced(Path folder) {
        Path trace = folder.resolve("trial.txt");
        try {
            List<String> command = new ArrayList<>(tracedInto(trace));
            command.add("true");
            Process trial =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            trial.getInputStream().readAllBytes();
            return trial.waitFor() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Returns what goes before a command to trace it. */
    static List<String> tracedInto(Path file) {
        return List.of("strace", "-f", "-qq", "-s", "1000", "-e", "trace=" + TRACED, "-o", file.toString());
    }

    static SystemCalls read(Path file) throws IOException {
        return new SystemCalls(Files.readAllLines(file, StandardCharsets.ISO_8859_1));
    }

    /** Returns the calls that reach, or try to reach, another machine or this one by way of the network. */
    List<String> toTheNetwork() {
        return lines.stream().filter(line -> NETWORK.matcher(line).find()).toList();
    }

    /** Returns the absolute paths of all files and folders that were made, renamed to or opened to be made; some may be gone. */
    Set<Path> written() {
        return lines.stream()
                .filter(line -> WRITING.matcher(line).find())
                .flatMap(line -> QUOTED.matcher(line).results().map(quoted -> quoted.group(1)))
                .filter(path -> path.startsWith("/"))
                .map(Path::of)
                .collect(Collectors.toSet());
    }
}
