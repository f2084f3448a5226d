import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Gives headings of Markdown pages the anchors that GitHub gives them, so that links between pages lead to the same places on the site.
 * Fails if a link leads nowhere. Arguments: the folder of pages, and that of other files that pages link to.
 */
final class Anchors {
    private static final Pattern HEADING = Pattern.compile("(#{2,6}) +(.*)");
    private static final Pattern LINK = Pattern.compile("\\[([^\\]]*)\\]\\(([^)\\s]*)\\)");

    private final Path pages;
    private final Path files;

    /** The anchors of each page, by its path with the suffix {@code html}. */
    private final Map<Path, Set<String>> anchors = new HashMap<>();

    /** The links of each page. */
    private final Map<Path, List<String>> links = new HashMap<>();

    private Anchors(Path pages, Path files) {
        this.pages = pages;
        this.files = files;
    }

    /**
     * Changes the pages.
     *
     * @param arguments the two folders
     * @throws IOException if a page cannot be read or written
     */
    public static void main(String[] arguments) throws IOException {
        Anchors anchors = new Anchors(Path.of(arguments[0]), Path.of(arguments[1]));
        try (Stream<Path> found = Files.walk(anchors.pages)) {
            for (Path page : found.filter(file -> file.toString().endsWith(".md")).toList()) {
                anchors.mark(page);
            }
        }
        List<String> broken = anchors.broken();
        broken.forEach(System.err::println);
        if (!broken.isEmpty()) {
            System.exit(1);
        }
    }

    private void mark(Path page) throws IOException {
        Path name = Path.of(pages.relativize(page).toString().replaceAll("md$", "html"));
        Set<String> own = anchors.computeIfAbsent(name, key -> new HashSet<>());
        List<String> ownLinks = links.computeIfAbsent(name, key -> new ArrayList<>());
        List<String> marked = new ArrayList<>();
        boolean code = false;
        for (String line : Files.readAllLines(page)) {
            code ^= line.startsWith("```");
            Matcher heading = HEADING.matcher(line);
            if (!code && heading.matches()) {
                String anchor = unused(anchorOf(heading.group(2)), own);
                marked.add(heading.group(1) + " <a id=\"" + anchor + "\"></a>" + heading.group(2));
            } else {
                marked.add(line);
            }
            if (!code && !line.startsWith("    ")) {
                LINK.matcher(line.replaceAll("`[^`]*`", "")).results().forEach(link -> ownLinks.add(link.group(2)));
            }
        }
        Files.write(page, marked);
    }

    private static String anchorOf(String heading) {
        return LINK.matcher(heading)
                .replaceAll("$1")
                .strip()
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N} _-]", "")
                .replace(' ', '-');
    }

    private static String unused(String anchor, Set<String> used) {
        String candidate = anchor;
        for (int i = 1; !used.add(candidate); i++) {
            candidate = anchor + "-" + i;
        }
        return candidate;
    }

    private List<String> broken() {
        List<String> broken = new ArrayList<>();
        links.forEach((page, targets) -> targets.stream()
                .filter(target -> !target.matches("[a-z]+:.*"))
                .filter(target -> !leadsSomewhere(page, target))
                .forEach(target -> broken.add(page + " links to " + target + ", which is not there")));
        return broken;
    }

    private boolean leadsSomewhere(Path page, String target) {
        String[] parts = target.split("#", 2);
        Path file = parts[0].isEmpty() ? page : page.resolveSibling(parts[0]).normalize();
        if (!anchors.containsKey(file)) {
            return Files.exists(files.resolve(file));
        }
        return parts.length == 1 || anchors.get(file).contains(parts[1]);
    }
}
