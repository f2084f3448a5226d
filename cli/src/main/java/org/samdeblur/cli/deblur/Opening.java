package org.samdeblur.cli.deblur;

import java.util.function.Supplier;
import org.samdeblur.api.SamDeblur;

/** How the networks of a run are loaded, and closed at its end. */
interface Opening extends AutoCloseable {
    /** Returns the networks, once they are loaded. */
    SamDeblur get();

    @Override
    void close();

    /** Loads them when they are first needed. */
    static Opening whenNeeded(Supplier<SamDeblur> loading) {
        return new Opening() {
            private SamDeblur deblur;

            @Override
            public SamDeblur get() {
                if (deblur == null) {
                    deblur = loading.get();
                }
                return deblur;
            }

            @Override
            public void close() {
                if (deblur != null) {
                    deblur.close();
                }
            }
        };
    }

    /** Loads them at once, while the caller reads the image. */
    static Opening ahead(Supplier<SamDeblur> loading) {
        Ahead<SamDeblur> loaded = Ahead.begin("load ahead", loading::get);
        return new Opening() {
            @Override
            public SamDeblur get() {
                return loaded.result();
            }

            @Override
            public void close() {
                loaded.resultIfAny().ifPresent(SamDeblur::close);
            }
        };
    }
}
