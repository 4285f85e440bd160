package dev.weir.app.architecture.broken.connectors;

import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** Lets JSON say of which class it is. */
@JsonTypeInfo(use = JsonTypeInfo.Id.CLASS)
record TakesTypes(Object anything) {}
