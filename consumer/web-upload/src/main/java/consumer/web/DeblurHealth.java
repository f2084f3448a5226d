package consumer.web;

import org.samdeblur.api.BackendStatus;
import org.samdeblur.api.SamDeblur;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.stereotype.Component;

/** Tells at {@code /actuator/health} whether images can be deblurred, and on what. */
@Component
class DeblurHealth implements HealthIndicator {
    private final SamDeblur deblur;

    DeblurHealth(SamDeblur deblur) {
        this.deblur = deblur;
    }

    @Override
    public Health health() {
        BackendStatus status = deblur.status();
        Health.Builder health = status.isAvailable() ? Health.up() : Health.down();
        status.problem().ifPresent(problem -> health.withDetail("problem", problem));
        return health.withDetail("runtime", status.runtime())
                .withDetail("devices", status.devices().toString())
                .build();
    }
}
