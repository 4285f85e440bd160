// Shapes of severity on a canvas, with a halo of paper so that they stand out.

import { colour } from './colours.js';

const RADIUS = { critical: 6.5, warning: 5.5, info: 4.2 };

function outline(ctx, kind, x, y, r) {
  ctx.beginPath();
  if (kind === 'critical') {
    [[0, -r], [r, 0], [0, r], [-r, 0]].forEach(([dx, dy]) => ctx.lineTo(x + dx, y + dy));
  } else if (kind === 'warning') {
    [[0, -r], [r, 0.8 * r], [-r, 0.8 * r]].forEach(([dx, dy]) => ctx.lineTo(x + dx, y + dy));
  } else {
    ctx.arc(x, y, r, 0, 7);
  }
  ctx.closePath();
}

/** A diamond, a triangle or a ring. */
export function drawShape(ctx, kind, x, y, ratio) {
  const r = RADIUS[kind] * ratio;
  outline(ctx, kind, x, y, r);
  ctx.lineWidth = 3 * ratio;
  ctx.strokeStyle = colour('paper');
  ctx.stroke();
  if (kind === 'info') {
    ctx.lineWidth = 2 * ratio;
    ctx.strokeStyle = colour('info');
    ctx.stroke();
  } else {
    ctx.fillStyle = colour(kind === 'warning' ? 'warning-mark' : kind);
    ctx.fill();
  }
}
