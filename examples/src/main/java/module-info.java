/** The command line, sample programs and benchmarks. */
module org.samdeblur.examples {
    requires org.samdeblur.api;
}
