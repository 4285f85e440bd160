// Two features of the last 500 records of a series against each other; anomalies as shapes of severity.

import { colour } from './colours.js';
import { el, list, write } from './dom.js';
import { axis, plot } from './plot.js';
import { drawShape } from './shapes.js';
import { count, plural, printable } from './words.js';

const LAST = 500;

function drawDots(u, { marks }) {
  const { ctx } = u;
  const ratio = devicePixelRatio;
  ctx.save();
  for (let i = 0; i < u.data[0].length; i++) {
    if (u.data[0][i] === null || u.data[1][i] === null) {
      continue;
    }
    const x = u.valToPos(u.data[0][i], 'x', true);
    const y = u.valToPos(u.data[1][i], 'y', true);
    if (marks[i]) {
      drawShape(ctx, marks[i], x, y, ratio);
    } else {
      ctx.globalAlpha = 0.55;
      ctx.fillStyle = colour('ink-2');
      ctx.beginPath();
      ctx.arc(x, y, 1.6 * ratio, 0, 7);
      ctx.fill();
      ctx.globalAlpha = 1;
    }
  }
  ctx.restore();
}

/** The range of values with a margin; uPlot takes columns for sorted, and these are not. */
function range(values) {
  const known = values.filter(Number.isFinite);
  const low = known.length ? Math.min(...known) : 0;
  const high = known.length ? Math.max(...known) : 1;
  const span = high - low || Math.abs(high) || 1;
  return [low - 0.08 * span, high + 0.08 * span];
}

/** @param choose called with ('series' | 'x' | 'y', value) when somebody chooses another */
export function scatterPlot(choose) {
  let shown = { marks: [], x: [0, 1], y: [0, 1] };
  const shape = plot('Features', () => ({
    padding: [8, 16, 0, 0],
    scales: { x: { time: false, range: () => shown.x }, y: { range: () => shown.y } },
    axes: [axis({ size: 28 }), axis({ size: 44 })],
    series: [{}, { stroke: 'transparent', paths: () => null, points: { show: false } }],
    hooks: { draw: [(u) => drawDots(u, shown)] },
  }));
  const select = (name) => el('select', { 'aria-label': name, change: (event) => choose(name, event.target.value) });
  const [series, x, y] = ['series', 'x', 'y'].map(select);
  shape.node.firstChild.append(el('span', { class: 'choices' }, series, x, el('span', { class: 'caption' }, 'against'), y));

  function options(node, names, chosen) {
    list(node, names, (name) => name, (name) => el('option', { value: name }, printable(name, 30)));
    node.value = chosen;
  }

  return {
    ...shape,
    draw({ records }, { known, chosen, xName, yName }) {
      options(series, known, chosen);
      if (!shape.stale(`${records.series} ${records.version} ${xName} ${yName}`)) {
        return;
      }
      const xAt = Math.max(0, records.features.indexOf(xName));
      const yAt = records.features.includes(yName) ? records.features.indexOf(yName) : Math.min(1, records.features.length - 1);
      options(x, records.features, records.features[xAt] ?? '');
      options(y, records.features, records.features[yAt] ?? '');
      const tail = (column) => (column ?? []).slice(-LAST);
      const columns = [tail(records.values[xAt]), tail(records.values[yAt])];
      shown = { marks: tail(records.marks), x: range(columns[0]), y: range(columns[1]) };
      const anomalous = shown.marks.filter(Boolean).length;
      const has = shown.marks.length > 0;
      shape.draw(columns, {
        words: `${plural(shown.marks.length, 'record')}, ${count(anomalous)} of them anomalous`,
        empty: has ? '' : chosen ? 'Records are shown from the next one on.' : 'No series with an anomaly yet.',
      });
      write(shape.node.querySelector('.plot-head > .caption'), has ? `last ${plural(shown.marks.length, 'record')}, ${count(anomalous)} anomalous` : '');
    },
  };
}
