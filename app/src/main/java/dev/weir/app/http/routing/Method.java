package dev.weir.app.http.routing;

/** The methods that routes answer. A GET route also answers HEAD. */
public enum Method {
  GET,
  POST,
  DELETE
}
