// Precision, recall and F1 of the last 1,000 labelled records.

import { colour } from './colours.js';
import { axis, endLabels, plot, timeAxis } from './plot.js';
import { share } from './words.js';

const last = (values) => values.findLast((value) => value !== null && value !== undefined) ?? NaN;

export function f1Plot() {
  const line = (name, width, dash) => ({ stroke: colour(name), width, dash, points: { show: false } });
  const shape = plot('F1', () => ({
    scales: { x: { time: false }, y: { range: (_, low) => [low >= 0.6 ? 0.6 : 0, 1] } },
    axes: [timeAxis(), axis({ size: 44, values: (_, s) => s.map((v) => v.toFixed(1)) })],
    series: [{}, line('ink', 1.5), line('ink-3', 1.25), line('ink-3', 1, [3, 3])],
    hooks: { draw: [(u) => endLabels(u, ['F1', 'precision', 'recall'].map((name, i) => ({
      y: last(u.data[i + 1]), text: `${name} ${share(last(u.data[i + 1]))}`, colour: colour(i ? 'ink-3' : 'ink'), bold: i === 0 })))] },
  }));
  return {
    ...shape,
    draw({ plots }) {
      if (!shape.stale(plots)) {
        return;
      }
      const column = (i) => plots.map((point) => point[i]);
      const labelled = plots.some((point) => point[6] !== null);
      shape.draw([plots.map((point) => point[0] / 1000), column(6), column(4), column(5)], {
        text: 'against labels in the data, last 1,000 of them',
        words: `F1 ${share(last(column(6)))}`,
        empty: labelled ? '' : 'This source carries no labels, or none was scored yet.',
      });
    },
  };
}
