// The list of the latest anomalies.

import { seriesPath } from './address.js';
import { el, list, write } from './dom.js';
import { eventTime } from './times.js';
import { count, printable, score } from './words.js';

const MOST = 20;
const LABELS = new Map([[true, 'labelled anomaly'], [false, 'labelled normal'], [null, '']]);

function row(item) {
  return el('tr', { tabindex: '-1' },
    el('td', { class: 'time' }, eventTime(item.time)),
    el('td', { class: 'series' },
      el('a', { href: seriesPath(item.series), title: printable(item.series, 300) }, el('bdi', {}, printable(item.series, 40)))),
    el('td', { class: 'why' }, el('bdi', {}, printable(item.why ?? '', 400))),
    el('td', { class: 'score' }, score(item.anomaly_score)),
    el('td', { class: 'label quiet' }, LABELS.get(item.label) ?? ''));
}

/** The section, and the function that draws a model into it. */
export function anomalies(shown = () => true) {
  const body = el('tbody');
  const caption = el('span', { class: 'caption' });
  const empty = el('p', { class: 'empty quiet' }, 'No anomaly since the service started.');
  const table = el('table', { class: 'anomalies' },
    el('thead', {}, el('tr', {}, ...['Time', 'Series', 'Why', 'Score', 'Label'].map((name) =>
      el('th', { class: name.toLowerCase(), scope: 'col' }, name)))), body);

  function draw(model) {
    const items = model.detections.filter(shown).slice(0, MOST);
    list(body, items, (item) => item.id, row);
    empty.hidden = items.length > 0 || !model.status;
    table.hidden = items.length === 0;
    write(caption, items.length ? `the last ${count(items.length)}, by the time of the data` : '');
  }
  return {
    node: el('section', { 'aria-label': 'Latest anomalies' },
      el('div', { class: 'section-head' }, el('h2', {}, 'Latest anomalies'), caption), table, empty),
    draw,
  };
}
