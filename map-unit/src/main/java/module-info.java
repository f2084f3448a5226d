/** All about masks that needs no neural network. */
module org.samdeblur.map {
    requires transitive org.samdeblur.api;
}
