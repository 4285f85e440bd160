// The view of one series: its values and scores, what is known of it, and its anomalies.

import { address, keep } from './address.js';
import { anomalies } from './anomalies.js';
import { el, list, write } from './dom.js';
import { facts } from './facts.js';
import { connection, look, model } from './model.js';
import { scorePlot } from './plot-score.js';
import { valuesPlot } from './plot-values.js';
import { clock, place } from './times.js';
import { request } from './token.js';
import { count, digits, printable, score } from './words.js';

/** The expected ranges of a feature at the anomalies of a series. */
function bands(detections, feature) {
  return detections
    .filter((d) => d.low && Number.isFinite(d.low[feature]) && Number.isFinite(d.high[feature]))
    .map((d) => ({ time: place(d.time), low: d.low[feature], high: d.high[feature], expected: d.expected[feature] ?? NaN }));
}

/** Shows the view in a node; the result draws a model. */
export function seriesView(view, watch, key) {
  let feature = address().query.get('feature') ?? '';
  let past = [];
  const readout = el('p', { class: 'caption readout' });
  const tabs = el('div', { class: 'tabs', role: 'group', 'aria-label': 'Features' });
  const values = valuesPlot('Values', (at) => {
    const { records } = model;
    const column = records.values[records.features.indexOf(feature)] ?? [];
    write(readout, at === null || at === undefined || !column.length ? ''
      : `${records.timed ? clock(records.times[at]) : count(records.times[at])}   ${feature} ${digits(column[at])}   score ${score(records.scores[at])}`);
  });
  const scores = scorePlot();
  const known = facts(key);
  const found = anomalies(({ series }) => series === key);
  view.className = 'series-view';
  view.append(
    el('p', { class: 'crumbs' }, el('a', { href: '/' }, 'Overview'), ' / series'),
    el('h1', {}, el('bdi', {}, printable(key, 300))), tabs,
    el('div', { class: 'columns' },
      el('div', { class: 'content' }, values.node, readout, scores.node, found.node), el('div', { class: 'side' }, known.node)));
  request('/api/v1/detections?limit=200&series=' + encodeURIComponent(key))
    .then((answer) => answer.json()).then(({ detections = [] }) => {
      past = detections;
      draw(model);
    }).catch(() => { past = []; });

  function choose(name) {
    feature = name;
    keep('feature', name);
    draw(model);
  }

  function draw(now) {
    look(key);
    watch(key);
    const { records } = now;
    feature ||= records.features[0] ?? '';
    list(tabs, records.features, (name) => name,
      (name) => el('button', { click: () => choose(name) }, el('bdi', {}, printable(name, 40))),
      (node, name) => node.setAttribute('aria-pressed', name === feature));
    const fresh = now.detections.filter(({ series }) => series === key);
    const ids = new Set(fresh.map(({ id }) => id));
    const all = [...fresh, ...past.filter(({ id }) => !ids.has(id))];
    values.draw(records, feature, bands(all, feature));
    scores.draw(records);
    known.draw(now);
    found.draw({ ...now, detections: all });
    view.classList.toggle('old', connection() === 'lost');
    document.title = `${printable(key, 40)} · Weir`;
  }

  return {
    draw,
    leave() {
      known.leave();
      [values, scores].forEach((part) => part.leave());
    },
  };
}
