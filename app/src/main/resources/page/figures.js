// The fifteen figures, in five groups of three.

import { el, write } from './dom.js';
import { drawLimit, drawSpark, limitBar, rateScale, spark } from './marks.js';
import { NONE, age, count, latency, percent, share } from './words.js';

const COLUMNS = { throughput: 1, mean: 2, p99: 3, precision: 4, recall: 5, f1: 6 };
const SPARK = 40;
const past = ({ plots }, name) => plots.slice(-SPARK).map((point) => point[COLUMNS[name]]).filter(Number.isFinite);
const ofRate = (name) => (model) => [past(model, name), ...rateScale(past(model, name))];
const ofShare = (name) => (model) => [past(model, name), 0.5, 1];
const settled = (records) => records.read - Math.max(0, records.in_flight ?? 0);

/** The queue that is fuller. */
function queue({ queues }) {
  const ratio = ({ size, capacity }) => (capacity ? size / capacity : 0);
  const output = ratio(queues.output) > ratio(queues.input);
  return { name: output ? 'Output queue' : 'Input queue', ratio: ratio(output ? queues.output : queues.input) };
}

const quality = (name) => [name === 'f1' ? 'F1' : name[0].toUpperCase() + name.slice(1),
  ({ status }) => [share((status.evaluation.recent ?? status.evaluation)[name]), ''], { spark: ofShare(name) }];

const GROUPS = [
  ['Flow', [
    ['Throughput', ({ throughput, status }) => [count(Number.isFinite(throughput) ? throughput : status.throughput_per_second), '/s'], { spark: ofRate('throughput') }],
    ['Processed', ({ status }) => [count(settled(status.records)), '']],
    [({ status }) => queue(status).name, ({ status }) => [percent(queue(status).ratio), '%'], { limit: ({ status }) => queue(status).ratio / 0.9 }],
  ]],
  ['Latency', [
    ['Mean', (model) => latency(past(model, 'mean').at(-1) ?? model.status.latency_ms.mean), { spark: ofRate('mean') }],
    ['p99', (model) => latency(past(model, 'p99').at(-1) ?? model.status.latency_ms.p99), { spark: ofRate('p99') }],
    ['Checkpoint age', ({ status }) => ageOf(status.checkpoints.last_age_seconds)],
  ]],
  ['Detection', [
    ['Anomalies', ({ status }) => [count(status.anomalies), '']],
    ['Detection rate', ({ status }) => [status.records.scored ? percent(status.anomalies / status.records.scored) : NONE, '%']],
    ['Drift', ({ status }) => [status.drift_events ? `${count(status.drift_events)} found` : 'stable', '']],
  ]],
  ['Quality, last 1,000 labels', [quality('precision'), quality('recall'), quality('f1')]],
  ['Series', [
    ['Ready', ({ status }) => [count(status.models.series - status.models.warming.series), '']],
    ['Warming', ({ status }) => [count(status.models.warming.series), '']],
    ['Silent', ({ status }) => [count(status.models.silent), '']],
  ]],
];

function ageOf(seconds) {
  if (seconds === null || seconds === undefined) {
    return [NONE, ''];
  }
  const parts = age(seconds).split(' ')[0].split('\u00a0');
  return [parts[0], parts[1]];
}

/** The section, and the function that draws a model into it. */
export function figures() {
  const draws = [];
  const groups = GROUPS.map(([title, rows]) =>
    el('section', { class: 'group' }, el('h2', {}, title), el('dl', {}, ...rows.map((row) => figure(row, draws)))));
  return { node: el('div', { class: 'figures' }, ...groups), draw: (model) => model.status && draws.forEach((draw) => draw(model)) };
}

function figure([name, value, picture = {}], draws) {
  const title = el('dt', {}, typeof name === 'string' ? name : '');
  const shape = picture.limit ? limitBar() : picture.spark ? spark() : null;
  const number = el('dd', {}, NONE);
  const unit = el('span', { class: 'unit' });
  draws.push((model) => {
    const [text, of] = value(model);
    write(number, text);
    write(unit, of);
    if (typeof name === 'function') {
      write(title, name(model));
    }
    if (picture.spark) {
      drawSpark(shape, ...picture.spark(model));
    } else if (picture.limit) {
      drawLimit(shape, picture.limit(model));
    }
  });
  return el('div', { class: 'figure' }, title, shape, number, unit);
}
