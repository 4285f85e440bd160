// Small pictures beside a number: the course of a value, and a value beside its limit.

import { svg } from './dom.js';

const WIDTH = 56;
const HEIGHT = 20;

/** An empty picture of a course. */
export function spark() {
  return svg('svg', { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, class: 'spark', 'aria-hidden': 'true' },
    svg('path', {}), svg('circle', { r: 1.6, fill: 'var(--ink)' }));
}

/** Draws values from low to high; a nearly constant course lies in the middle. */
export function drawSpark(node, values, low, high) {
  const [path, dot] = node.children;
  const shown = values.length > 1;
  dot.setAttribute('visibility', shown ? 'visible' : 'hidden');
  if (!shown) {
    path.setAttribute('d', '');
    return;
  }
  const span = high - low || 1;
  const points = values.map((value, i) => [
    (i / (values.length - 1)) * (WIDTH - 3),
    HEIGHT - 2 - Math.min(1, Math.max(0, (value - low) / span)) * (HEIGHT - 4)]);
  path.setAttribute('d', 'M' + points.map(([x, y]) => `${x.toFixed(1)} ${y.toFixed(1)}`).join('L'));
  dot.setAttribute('cx', points.at(-1)[0].toFixed(1));
  dot.setAttribute('cy', points.at(-1)[1].toFixed(1));
}

/** A rate fills the height from 0 to twice its median. */
export function rateScale(values) {
  const middle = [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
  return [0, 2 * middle || 1];
}

/** An empty bar with a tick at its limit; the track ends at 1.25 times the limit. */
export function limitBar() {
  return svg('svg', { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, class: 'spark', 'aria-hidden': 'true' },
    svg('line', { class: 'limit-track', x1: 0, x2: WIDTH, y1: 10, y2: 10 }),
    svg('line', { class: 'limit-bar', x1: 0, x2: 0, y1: 10, y2: 10 }),
    svg('line', { class: 'limit-tick', x1: WIDTH / 1.25, x2: WIDTH / 1.25, y1: 4, y2: 16 }));
}

/** Draws a share of the limit, 1 at the tick. */
export function drawLimit(node, ratio) {
  const known = Number.isFinite(ratio);
  node.setAttribute('visibility', known ? 'visible' : 'hidden');
  node.children[1].setAttribute('x2', known ? (Math.min(1.25, ratio) * WIDTH) / 1.25 : 0);
}
