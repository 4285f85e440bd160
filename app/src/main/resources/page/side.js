// The side column: open alerts, parts that are not up, and series that are warming.

import { el, list, write } from './dom.js';
import { glyph } from './glyphs.js';
import { troubled } from './sentence.js';
import { clock, eventTime } from './times.js';
import { age, count, plural, printable } from './words.js';

const MOST = 5;

const section = (title, caption, body, empty) =>
  el('section', { 'aria-label': title },
    el('div', { class: 'section-head' }, el('h2', {}, title), caption), body, empty);

const about = ({ labels }) => labels.series ?? labels.component ?? labels.alertname ?? '';

const unquoted = (text) => text.replace(/^"|"$/g, '');

function alert(item) {
  const name = about(item);
  const title = el('bdi', {}, printable(name));
  return el('li', { class: 'entry' }, glyph(item.severity),
    el('strong', {}, item.labels.series ? el('a', { href: '/series/' + encodeURIComponent(name) }, title) : title),
    el('div', { class: 'rest' }), el('div', { class: 'rest caption' }));
}

function drawAlert(node, { severity, since, notes, labels }) {
  const why = notes.why ?? notes.reason ?? '';
  write(node.children[2], printable(unquoted(why), 220));
  const peak = notes.peak ? ` · peak score ${notes.peak}` : '';
  const many = notes.anomalies ? ` · ${plural(Number(notes.anomalies), 'anomaly', 'anomalies')}` : '';
  write(node.children[3], `${severity} since ${eventTime(since)}${peak}${many}${labels.detector ? ` · ${labels.detector}` : ''}`);
}

function part([name, { state, reason, since }]) {
  return el('li', { class: 'entry' }, glyph(state),
    el('div', {}, el('strong', {}, el('bdi', {}, printable(name))), ' ',
      el('span', { class: state === 'down' ? 'critical' : 'warning' }, state), ' ',
      el('span', { class: 'quiet' }, `since ${clock(Date.parse(since))}, ${age((Date.now() - Date.parse(since)) / 1000)}`)),
    el('div', { class: 'rest' }, el('bdi', {}, printable(reason, 220))));
}

/** The column, and the function that draws a model into it. */
export function side() {
  const alerts = el('ul');
  const alertCount = el('span', { class: 'caption' });
  const noAlerts = el('p', { class: 'empty quiet' });
  const parts = el('ul');
  const partCount = el('span', { class: 'caption' });
  const warmingCount = el('span', { class: 'caption' });
  const warmingText = el('p', { class: 'empty quiet' });
  const warming = section('Warming', warmingCount, warmingText);

  function draw(model) {
    const { status } = model;
    if (!status) {
      return;
    }
    const all = model.alerts?.alerts ?? [];
    const { critical = 0, warning = 0, info = 0 } = model.alerts?.open ?? {};
    const total = critical + warning + info;
    list(alerts, all.slice(0, MOST), (item) => `${item.id} ${item.severity}`, alert, drawAlert);
    write(alertCount, count(total));
    const more = total - Math.min(all.length, MOST);
    write(noAlerts, total === 0 ? 'Nothing needs you.' : more > 0 ? `and ${count(more)} more` : '');
    noAlerts.hidden = total > 0 && more <= 0;
    const bad = troubled(status);
    const up = Object.keys(status.health?.components ?? {}).length - bad.length;
    list(parts, bad, ([name, p]) => `${name} ${p.state} ${p.reason}`, part);
    write(partCount, status.health ? `${bad.length ? `${bad.length} not up, ` : ''}${up} up` : 'not watched');
    const slow = status.models.warming;
    warming.hidden = slow.series === 0;
    write(warmingCount, `${count(slow.series)} of ${plural(status.models.series, 'series', 'series')}`);
    write(warmingText, slow.needed ? `The slowest needs ${plural(slow.needed, 'record')}. Until then nothing is scored and nothing can alert.` : '');
  }
  return { node: el('div', { class: 'side' }, section('Open alerts', alertCount, alerts, noAlerts), section('Health', partCount, parts), warming), draw };
}
