// The address says what is shown, so that a copied address shows it again.

/** {series, query}: the key of the series that the path names, empty for the overview. */
export function address() {
  const match = location.pathname.match(/^\/series\/([^/]+)$/);
  return { series: match ? decodeURIComponent(match[1]) : '', query: new URLSearchParams(location.search) };
}

/** Replaces a value in the query. */
export function keep(name, value) {
  const query = new URLSearchParams(location.search);
  query.set(name, value);
  history.replaceState(null, '', `${location.pathname}?${query}`);
}

export const seriesPath = (key) => '/series/' + encodeURIComponent(key);
