// Latency of the records of each second: mean and 99th percentile, on a log scale.

import { colour } from './colours.js';
import { axis, endLabels, plot, timeAxis } from './plot.js';
import { latency } from './words.js';

const words = (ms) => latency(ms).join(' ');
const POWERS = [0.01, 0.1, 1, 10, 100, 1000, 10000, 100000];

function lastKnown(values) {
  return values.findLast((value) => value !== null && value !== undefined) ?? NaN;
}

export function latencyPlot() {
  const line = (name, width) => ({ stroke: colour(name), width, points: { show: false } });
  const shape = plot('Latency', () => ({
    scales: { x: { time: false }, y: { distr: 3, range: (_, low, high) => [Math.min(0.5, low || 0.5), Math.max(20, (high || 1) * 2)] } },
    axes: [timeAxis(), axis({ size: 44, splits: (u) => POWERS.filter((p) => p >= u.scales.y.min && p <= u.scales.y.max), filter: (_, s) => s, values: (_, s) => s.map((v) => (v >= 1000 ? `${v / 1000},000` : `${v}`)) })],
    series: [{}, line('ink', 1.5), line('ink-3', 1.25)],
    hooks: { draw: [(u) => endLabels(u, [
      { y: lastKnown(u.data[1]), text: `p99 ${words(lastKnown(u.data[1]))}`, colour: colour('ink'), bold: true },
      { y: lastKnown(u.data[2]), text: `mean ${words(lastKnown(u.data[2]))}`, colour: colour('ink-3') }])] },
  }));
  return {
    ...shape,
    draw({ plots }) {
      if (!shape.stale(plots)) {
        return;
      }
      const p99 = plots.map((point) => point[3]);
      const mean = plots.map((point) => point[2]);
      shape.draw([plots.map((point) => point[0] / 1000), p99, mean], {
        text: 'record read to detection out, ms, log scale',
        words: `mean ${words(lastKnown(mean))}, 99th percentile ${words(lastKnown(p99))}`,
        empty: plots.length < 2 ? 'The first points come in a second.' : '',
      });
    },
  };
}
