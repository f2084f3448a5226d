package org.samdeblur.spark.app;

import java.io.IOException;
import java.io.InputStream;
import java.sql.Timestamp;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.ChecksumFileSystem;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.samdeblur.api.text.Reason;
import org.samdeblur.spark.archive.ArchiveImage;

/**
 * Images as rows: the columns of Spark's source {@code binaryFile}, the name within the archive, and an error of a file that cannot be
 * read, which that source would fail on.
 */
final class ImageRows {
    /** The columns that say which image it is, in which version. */
    static final StructType FILE = new StructType()
            .add("path", DataTypes.StringType)
            .add("name", DataTypes.StringType)
            .add("modificationTime", DataTypes.TimestampType)
            .add("length", DataTypes.LongType);

    static final StructType SCHEMA = FILE.add("content", DataTypes.BinaryType).add("error", DataTypes.StringType);

    /** The longest array of most JVMs. */
    private static final long MOST_BYTES = Integer.MAX_VALUE - 8;

    private ImageRows() {}

    /** What is read of a file: its content, or why it cannot be read. */
    record Content(byte[] bytes, String error) {}

    static Object[] row(ArchiveImage image, Content content) {
        return new Object[] {
            image.path(),
            image.name(),
            new Timestamp(image.modified()),
            image.length(),
            content.bytes(),
            content.error()
        };
    }

    static ArchiveImage image(Row row) {
        return new ArchiveImage(
                row.getAs("path"),
                row.getAs("name"),
                row.getAs("length"),
                row.<Timestamp>getAs("modificationTime").getTime());
    }

    static Content read(ArchiveImage image, Configuration configuration) {
        if (image.length() > MOST_BYTES) {
            return new Content(null, image.path() + ": the file is larger than 2 GiB");
        }
        try {
            Path path = new Path(image.path());
            try (InputStream in =
                    withoutChecksums(path.getFileSystem(configuration)).open(path)) {
                return new Content(in.readAllBytes(), null);
            }
        } catch (IOException | RuntimeException e) {
            return new Content(null, image.path() + ": " + Reason.of(e));
        } catch (OutOfMemoryError e) {
            return new Content(null, image.path() + ": not enough memory to read " + image.length() + " bytes");
        }
    }

    /** Hadoop checks a local file against a checksum beside it, which other programs do not update when they change the file. */
    private static FileSystem withoutChecksums(FileSystem files) {
        return files instanceof ChecksumFileSystem checked ? checked.getRawFileSystem() : files;
    }
}
