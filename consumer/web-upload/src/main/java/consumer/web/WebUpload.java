package consumer.web;

import org.samdeblur.api.SamDeblur;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

/** Deblurs images that are uploaded: {@code curl --data-binary @blurry.jpg -H 'Content-Type: image/jpeg' localhost:8080/deblur}. */
@SpringBootApplication
public class WebUpload {
    public static void main(String[] arguments) {
        SpringApplication.run(WebUpload.class, arguments);
    }

    /** Loads the network once. Spring closes it when the application ends, after the last request is answered. */
    @Bean
    SamDeblur samDeblur(@Value("${samdeblur.concurrent-calls}") int concurrentCalls) {
        return SamDeblur.builder().concurrentCalls(concurrentCalls).build();
    }
}
