package org.samdeblur.spark.app;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** A standalone cluster of Spark on this machine: a master and two workers, each with one core and 1 GB, in processes of their own. */
final class Cluster implements AutoCloseable {
    private static final long PATIENCE_MILLISECONDS = 120_000;

    private final Path folder;
    private final String address;
    private final List<Process> workers = new ArrayList<>();
    private Process master;

    private Cluster(Path folder, String address) {
        this.folder = folder;
        this.address = address;
    }

    static Cluster start(Path folder) throws IOException, InterruptedException {
        int port = freePort();
        Cluster cluster = new Cluster(folder, "spark://127.0.0.1:" + port);
        try {
            // the launcher of executors looks for a distribution's jars; the class path comes with the application
            // instead
            Files.createDirectories(folder.resolve("home/jars"));
            cluster.master = cluster.process("master", "org.apache.spark.deploy.master.Master", "--port", "" + port);
            await(() -> isOpen(port), "the master");
            for (int i = 1; i <= 2; i++) {
                cluster.workers.add(cluster.process(
                        "worker" + i,
                        "org.apache.spark.deploy.worker.Worker",
                        "--cores",
                        "1",
                        "--memory",
                        "1g",
                        "--work-dir",
                        folder.resolve("work" + i).toString(),
                        cluster.address));
            }
        } catch (IOException | InterruptedException | RuntimeException | Error e) {
            cluster.close();
            throw e;
        }
        return cluster;
    }

    private Process process(String name, String main, String... arguments) throws IOException {
        List<String> all = new ArrayList<>(List.of("-Xmx256m", main, "--host", "127.0.0.1", "--webui-port", "0"));
        all.addAll(List.of(arguments));
        return Processes.start(log(name), environment(), classPath(), all);
    }

    private Map<String, String> environment() {
        return Map.of("SPARK_HOME", folder.resolve("home").toString(), "SPARK_SCALA_VERSION", "2.13");
    }

    private static String classPath() {
        return System.getProperty("java.class.path");
    }

    private Path log(String name) {
        return folder.resolve(name + ".log");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static boolean isOpen(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    /** Submits the application; the driver is a process of its own. */
    Process submit(String name, String... arguments) throws IOException {
        List<String> all = new ArrayList<>(List.of(
                "-Xmx512m",
                "-Dspark.master=" + address,
                "-Dspark.ui.enabled=false",
                "-Dspark.driver.host=127.0.0.1",
                "-Dspark.driver.bindAddress=127.0.0.1",
                "-Dspark.executor.memory=512m",
                "-Dspark.executor.extraClassPath=" + classPath(),
                "-Dspark.local.dir=" + folder,
                "org.samdeblur.spark.app.Main"));
        all.addAll(List.of(arguments));
        return Processes.start(log(name), environment(), classPath(), all);
    }

    Processes.Ended end(Process driver, String name) throws IOException, InterruptedException {
        return Processes.end(driver, log(name));
    }

    /** Returns the executors' processes: those that the workers have started. */
    List<ProcessHandle> executors() {
        return workers.stream()
                .flatMap(worker -> worker.toHandle().children())
                .filter(ProcessHandle::isAlive)
                .toList();
    }

    static void await(BooleanSupplier condition, String what) throws InterruptedException {
        long start = System.currentTimeMillis();
        while (!condition.getAsBoolean()) {
            if (System.currentTimeMillis() - start > PATIENCE_MILLISECONDS) {
                throw new AssertionError("waited in vain for " + what);
            }
            Thread.sleep(10);
        }
    }

    @Override
    public void close() {
        Stream.concat(workers.stream(), Stream.ofNullable(master)).forEach(process -> {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        });
        workers.forEach(worker -> worker.onExit().join());
    }
}
