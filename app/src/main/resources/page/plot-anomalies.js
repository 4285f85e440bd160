// Anomalies over time, in a lane for each severity, equal pixels per count.

import { colour, font } from './colours.js';
import { axis, plot, timeAxis } from './plot.js';
import { count, plural } from './words.js';

const STEPS = [1, 2, 5, 10, 20, 30, 60, 120, 300];
const LANES = [['critical', 9, 'critical', '◆'], ['warning', 8, 'warning-mark', '▲'], ['info', 7, 'info-fill', '○']];

/** {step, times, lanes}: sums of points per bucket, the last one unfinished. */
export function buckets(plots, width) {
  const span = plots.length ? (plots.at(-1)[0] - plots[0][0]) / 1000 : 0;
  const step = STEPS.find((s) => (width * s) / Math.max(span, 60) >= 5) ?? 300;
  const sums = new Map();
  for (const point of plots) {
    const at = Math.floor(point[0] / 1000 / step) * step;
    const sum = sums.get(at) ?? [0, 0, 0];
    LANES.forEach(([, column], lane) => { sum[lane] += point[column]; });
    sums.set(at, sum);
  }
  const times = [...sums.keys()];
  return { step, times, lanes: LANES.map((_, lane) => times.map((at) => sums.get(at)[lane])) };
}

function drawLanes(u, { step, times, lanes }) {
  const { ctx, bbox } = u;
  const ratio = devicePixelRatio;
  const most = lanes.map((lane) => Math.max(4, ...lane));
  const gap = 14 * ratio;
  const unit = (bbox.height - 3 * gap) / most.reduce((a, b) => a + b, 0);
  const x = (at) => u.valToPos(at, 'x', true);
  const width = Math.max(ratio, Math.min(12 * ratio, x(times[0] + step) - x(times[0]) - ratio));
  let base = bbox.top;
  ctx.save();
  ctx.textBaseline = 'middle';
  LANES.forEach(([name, , fill, mark], lane) => {
    base += gap + most[lane] * unit;
    ctx.fillStyle = colour('line-2');
    ctx.fillRect(bbox.left, base, bbox.width, ratio);
    ctx.fillStyle = colour(fill);
    lanes[lane].forEach((number, i) => {
      ctx.globalAlpha = i === times.length - 1 ? 0.5 : 1;
      ctx.fillRect(x(times[i]), base - number * unit, width, number * unit);
    });
    ctx.globalAlpha = 1;
    ctx.textAlign = 'left';
    ctx.font = font(ratio);
    ctx.fillStyle = colour(fill === 'warning-mark' ? 'warning' : fill === 'info-fill' ? 'info' : fill);
    ctx.fillText(`${mark} ${name} ${count(lanes[lane].at(-1) ?? 0)}`, bbox.left + bbox.width + 6 * ratio, base - 7 * ratio);
    ctx.textAlign = 'right';
    ctx.fillStyle = colour('ink-3');
    ctx.fillText(count(most[lane]), bbox.left - 6 * ratio, base - most[lane] * unit);
  });
  ctx.restore();
}

export function anomaliesPlot() {
  let shown = { step: 1, times: [], lanes: [[], [], []] };
  const shape = plot('Anomalies', () => ({
    scales: { x: { time: false }, y: { range: () => [0, 1] } },
    axes: [timeAxis(), axis({ size: 44, grid: { show: false }, values: (_, s) => s.map(() => '') })],
    series: [{}, { stroke: 'transparent', points: { show: false } }],
    hooks: { draw: [(u) => shown.times.length && drawLanes(u, shown)] },
  }));
  return {
    ...shape,
    draw({ plots }) {
      if (!shape.stale(plots)) {
        return;
      }
      shown = buckets(plots, shape.node.clientWidth - 130);
      const total = shown.lanes.flat().reduce((a, b) => a + b, 0);
      shape.draw([plots.map((point) => point[0] / 1000), plots.map(() => 0)], {
        text: `per ${shown.step < 60 ? `${shown.step} s` : `${shown.step / 60} min`}, by severity`,
        words: plural(total, 'anomaly', 'anomalies'),
        empty: plots.length < 2 ? 'The first points come in a second.' : '',
      });
    },
  };
}
