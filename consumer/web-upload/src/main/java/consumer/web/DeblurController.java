package consumer.web;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import org.samdeblur.api.DeblurResult;
import org.samdeblur.api.Image;
import org.samdeblur.api.ImageFormat;
import org.samdeblur.api.ImageReadOptions;
import org.samdeblur.api.InvalidImageException;
import org.samdeblur.api.SamDeblur;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Takes an image as the body of a request and answers with the deblurred one. Nothing is written to disk. */
@RestController
class DeblurController {
    private final SamDeblur deblur;
    private final MeterRegistry meters;
    private final ImageReadOptions options;
    private final int byteLimit;

    DeblurController(
            SamDeblur deblur,
            MeterRegistry meters,
            @Value("${samdeblur.pixel-limit}") long pixelLimit,
            @Value("${samdeblur.byte-limit}") int byteLimit) {
        this.deblur = deblur;
        this.meters = meters;
        this.options = ImageReadOptions.DEFAULT.withName("the upload").withPixelLimit(pixelLimit);
        this.byteLimit = byteLimit;
    }

    @PostMapping("/deblur")
    ResponseEntity<byte[]> deblur(InputStream body) throws IOException {
        byte[] upload = body.readNBytes(byteLimit + 1);
        if (upload.length > byteLimit) {
            throw new InvalidImageException("the upload is larger than " + byteLimit + " bytes");
        }
        DeblurResult result = deblur.deblur(Image.read(upload, options));
        result.times()
                .forEach((stage, time) ->
                        meters.timer("samdeblur.stage", "stage", stage.name()).record(time));
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType(ImageFormat.JPEG.mediaType()))
                .body(result.image().toBytes(ImageFormat.JPEG));
    }

    /** An upload that is not an image is the client's fault; the message is one line for people. */
    @ExceptionHandler
    ProblemDetail refuse(InvalidImageException e) {
        return ProblemDetail.forStatusAndDetail(HttpStatus.UNPROCESSABLE_ENTITY, e.getMessage());
    }
}
