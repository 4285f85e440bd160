// The values of one feature of a series, with what was expected at its anomalies.

import { colour } from './colours.js';
import { axis, endLabels, plot, timeAxis } from './plot.js';
import { drawShape } from './shapes.js';
import { digits, plural } from './words.js';

const lastKnown = (values) => values.findLast((value) => Number.isFinite(value)) ?? NaN;

/** The expected range of each anomaly as an upright bar, with a tick at the expected value. */
function drawBands(u, bands) {
  const ratio = devicePixelRatio;
  for (const { at, low, high, expected } of bands) {
    const x = u.valToPos(at, 'x', true);
    if (x >= u.bbox.left && x <= u.bbox.left + u.bbox.width) {
      const top = u.valToPos(high, 'y', true);
      u.ctx.fillStyle = colour('band');
      u.ctx.fillRect(x - 4 * ratio, top, 8 * ratio, u.valToPos(low, 'y', true) - top);
      u.ctx.fillStyle = colour('expected');
      u.ctx.fillRect(x - 4 * ratio, u.valToPos(expected, 'y', true) - ratio, 8 * ratio, 2 * ratio);
    }
  }
}

function drawMarks(u, { marks }) {
  u.data[0].forEach((at, i) => {
    const x = u.valToPos(at, 'x', true);
    if (marks[i] && Number.isFinite(u.data[1][i]) && x >= u.bbox.left && x <= u.bbox.left + u.bbox.width) {
      drawShape(u.ctx, marks[i], x, u.valToPos(u.data[1][i], 'y', true), devicePixelRatio);
    }
  });
}

/** @param onPoint called with the index of the record under the cursor, or null */
export function valuesPlot(title, onPoint) {
  let shown = { marks: [], bands: [] };
  let timed = true;
  const shape = plot(title, () => ({
    padding: [8, 104, 0, 0],
    cursor: { show: true, y: false, points: { show: false }, drag: { x: true, y: false } },
    scales: { x: { time: false }, y: { range: (_, low, high) => {
      const ends = shown.bands.flatMap((band) => [band.low, band.high]);
      const [from, to] = [Math.min(low ?? 0, ...ends), Math.max(high ?? 1, ...ends)];
      const margin = 0.08 * (to - from || Math.abs(to) || 1);
      return [from - margin, to + margin];
    } } },
    axes: [timed ? timeAxis({ grid: { show: true, stroke: colour('grid'), width: 1 } }) : axis({ size: 28 }), axis({ size: 52 })],
    series: [{}, { stroke: colour('ink'), width: 1.5, points: { show: false } }],
    hooks: {
      setCursor: [(u) => onPoint(u.cursor.left >= 0 ? u.cursor.idx : null)],
      drawClear: [(u) => drawBands(u, shown.bands)],
      draw: [(u) => drawMarks(u, shown), (u) => endLabels(u, [{ y: lastKnown(u.data[1]), text: `value ${digits(lastKnown(u.data[1]))}`, colour: colour('ink'), bold: true }])],
    },
  }));
  shape.node.querySelector('.plot').classList.add('plot-tall');
  return {
    ...shape,
    draw(records, feature, bands) {
      if (!shape.stale(`${records.version} ${feature} ${bands.length}`)) {
        return;
      }
      timed = records.timed;
      const scale = timed ? 1000 : 1;
      const at = records.features.indexOf(feature);
      shown = { marks: records.marks, bands: bands.map((band) => ({ ...band, at: band.time / scale })) };
      const values = records.values[at] ?? [];
      shape.draw([records.times.map((time) => time / scale), values], {
        text: values.length ? `last ${plural(values.length, 'record')} · drag to zoom, double click to go back` : '',
        words: `${feature}, now ${digits(lastKnown(values))}`,
        empty: values.length < 2 ? 'Records are shown from the next one on.' : '',
      });
    },
  };
}
