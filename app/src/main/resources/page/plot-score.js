// The anomaly score of the records of a series, with the limit of 0.5.

import { colour } from './colours.js';
import { axis, endLabels, plot, timeAxis } from './plot.js';
import { score } from './words.js';

export function scorePlot() {
  let timed = true;
  const shape = plot('Anomaly score', () => ({
    scales: { x: { time: false }, y: { range: () => [0, 1] } },
    axes: [timed ? timeAxis() : axis({ size: 28 }), axis({ size: 52, splits: () => [0, 0.5, 1] })],
    series: [{}, { stroke: colour('ink'), width: 1, points: { show: false } }, { stroke: colour('ink-3'), width: 1.25, points: { show: false } }],
    hooks: { draw: [(u) => endLabels(u, [
      { y: 0.5, text: 'anomaly from 0.5', colour: colour('ink-3') },
      { y: u.data[1].at(-1), text: `score ${score(u.data[1].at(-1))}`, colour: colour('ink'), bold: true }])] },
    padding: [8, 104, 0, 0],
  }));
  return {
    ...shape,
    draw(records) {
      if (!shape.stale(`${records.version}`)) {
        return;
      }
      timed = records.timed;
      const times = records.times.map((time) => (timed ? time / 1000 : time));
      shape.draw([times, records.scores, times.map(() => 0.5)], {
        words: `the last is ${score(records.scores.at(-1))}`,
        empty: records.scores.some((s) => s !== null) ? '' : 'Nothing was scored since this page looks.',
      });
    },
  };
}
