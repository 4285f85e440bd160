// What the service says of a series: its state, detector and open incident.

import { el, list, write } from './dom.js';
import { isRefused, request } from './token.js';
import { count, plural, printable, score } from './words.js';

const EVERY = 2000;

function rows(source) {
  const { incident } = source;
  return [
    ['Source', printable(source.source)],
    ['State', source.silent ? `${source.state}, silent` : source.state],
    ['Detector', source.detector],
    ['Records learned', count(source.records_learned)],
    ...(source.records_needed ? [['Needed until ready', plural(source.records_needed, 'record')]] : []),
    ['Open incident', incident ? `${incident.severity}, ${plural(incident.anomalies, 'anomaly', 'anomalies')}, peak ${score(incident.peak_score)}` : 'none'],
    ['As of record', count(source.after_records)],
  ];
}

/** The section; it asks by itself until it is left. */
export function facts(key) {
  const table = el('dl', { class: 'facts' });
  const problem = el('p', { class: 'empty' });
  let said = [];
  let timer = 0;

  async function ask() {
    try {
      const answer = await request('/api/v1/series/' + encodeURIComponent(key));
      if (isRefused(answer.status)) {
        return;
      }
      const body = await answer.json();
      said = answer.ok ? body.sources : [];
      write(problem, answer.ok ? '' : answer.status === 404 ? `There is no series "${printable(key)}".` : printable(body.detail, 200));
    } catch {
      write(problem, 'The state could not be read.');
    }
    show();
    timer = setTimeout(ask, EVERY);
  }

  function show() {
    const all = said.flatMap((source, i) => rows(source).map(([name, value]) => [`${i} ${name}`, name, value]));
    list(table, all, ([key]) => key,
      ([, name]) => el('div', {}, el('dt', {}, name), el('dd', {}, el('bdi', {}))),
      (node, [, , value]) => write(node.lastChild.firstChild, value));
  }
  ask();
  return {
    node: el('section', { 'aria-label': 'State' }, el('div', { class: 'section-head' }, el('h2', {}, 'State')), table, problem),
    draw: show,
    leave: () => clearTimeout(timer),
  };
}
