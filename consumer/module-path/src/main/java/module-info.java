/** Needs the interface alone; the backend and the mask toolkit are found as services. */
module consumer {
    requires org.samdeblur.api;
}
