// Marks that differ by shape first and by colour second.

import { svg } from './dom.js';

const box = (kind, label, ...shapes) =>
  svg('svg', { viewBox: '0 0 12 12', class: `glyph ${kind}`, role: 'img', 'aria-label': label }, ...shapes);

const SHAPES = {
  critical: () => [svg('path', { d: 'M6 -0.4 12.4 6 6 12.4 -0.4 6Z', fill: 'currentColor' })],
  warning: () => [svg('path', { d: 'M6 0.4 12.2 11.4H-0.2Z', fill: 'currentColor' })],
  info: () => [svg('circle', { cx: 6, cy: 6, r: 4.2, fill: 'none', stroke: 'currentColor', 'stroke-width': 2 })],
  up: () => [svg('path', { d: 'M1.5 6.5 4.5 9.5 10.5 2.5', fill: 'none', stroke: 'currentColor', 'stroke-width': 1.8 })],
  degraded: () => [
    svg('circle', { cx: 6, cy: 6, r: 5.2, fill: 'none', stroke: 'currentColor', 'stroke-width': 1.6 }),
    svg('path', { d: 'M0.8 6a5.2 5.2 0 0 0 10.4 0Z', fill: 'currentColor' })],
  down: () => [
    svg('rect', { x: 0, y: 0, width: 12, height: 12, rx: 1, fill: 'currentColor' }),
    svg('path', { d: 'M3 6H9', stroke: 'var(--paper)', 'stroke-width': 2 })],
  warming: () => [svg('path', { d: 'M6 1A5 5 0 1 1 1 6', fill: 'none', stroke: 'currentColor', 'stroke-width': 2 })],
  lost: () => [svg('path', { d: 'M1 6H4M8 6H11', stroke: 'currentColor', 'stroke-width': 2 })],
};

const COLOURS = { degraded: 'warning', down: 'critical', up: 'quiet', warming: 'quiet', lost: 'warning' };

/** The mark of a severity, or of the state of a part. */
export function glyph(kind) {
  return box(COLOURS[kind] ?? kind, kind, ...(SHAPES[kind] ?? SHAPES.info)());
}

/** The name of the program, drawn. */
export function mark() {
  return svg('svg', { viewBox: '0 0 24 16', 'aria-hidden': 'true' },
    svg('path', { d: 'M1 3h10v11M11 3c3 0 3 8 6 8h6', fill: 'none', stroke: 'currentColor', 'stroke-width': 2.2 }));
}
