// A live chart: what all charts share. Made of uPlot, without its legend.

import { colour, font, themeKey } from './colours.js';
import { el, write } from './dom.js';
import { minute, clock, day } from './times.js';
import uPlot from './uplot.js';

/** Ticks of a time axis: minutes, or seconds if they are closer; the day at midnight. */
const ticks = (_, splits) => {
  const close = splits.length > 1 && splits[1] - splits[0] < 60;
  return splits.map((s) => (close ? clock(s * 1000) : s % 86400 === 0 ? day(s * 1000) : minute(s * 1000)));
};

export const axis = (more = {}) => ({
  stroke: colour('ink-3'), font: font(), grid: { stroke: colour('grid'), width: 1 }, ticks: { show: false }, gap: 6, ...more,
});

export const timeAxis = (more = {}) => axis({ values: ticks, grid: { show: false }, size: 28, space: 64, ...more });

/** Names at the right end of lines, in their colour, at least 15 px apart: [{y, text, colour, bold}]. */
export function endLabels(u, labels) {
  const ratio = devicePixelRatio;
  const { ctx } = u;
  ctx.save();
  ctx.textAlign = 'left';
  ctx.textBaseline = 'middle';
  const placed = labels.filter(({ y }) => Number.isFinite(y)).map((l) => ({ ...l, at: u.valToPos(l.y, 'y', true) })).sort((a, b) => a.at - b.at);
  for (let i = 1; i < placed.length; i++) {
    placed[i].at = Math.max(placed[i].at, placed[i - 1].at + 15 * ratio);
  }
  for (const { at, text, colour: fill, bold } of placed) {
    ctx.font = font(ratio, bold ? 600 : 400);
    ctx.fillStyle = fill;
    ctx.fillText(text, u.bbox.left + u.bbox.width + 6 * ratio, at);
  }
  ctx.restore();
}

/**
 * A section with a chart that follows its size and the theme.
 *
 * @param options a function that makes the options of uPlot, called again after a change of theme
 * @returns {node, stale(version), draw(data, summary), leave()}
 */
export function plot(title, options) {
  const caption = el('span', { class: 'caption' });
  const place = el('div', { class: 'plot', role: 'img', 'aria-label': title });
  const note = el('p', { class: 'plot-note' });
  const node = el('section', { class: 'plot-section', 'aria-label': title },
    el('div', { class: 'plot-head' }, el('h2', {}, title), caption), el('div', { class: 'plot-place' }, place, note));
  let chart = null;
  let theme = '';
  let seen = null;
  let zoomed = false;
  let last = null;

  function size() {
    return { width: Math.max(200, place.clientWidth), height: Math.max(140, place.clientHeight) };
  }

  function make() {
    chart?.destroy();
    const own = options();
    own.hooks.setSelect = [(u) => { zoomed ||= u.select.width > 0; }];
    chart = new uPlot({ ...size(), legend: { show: false }, cursor: { show: false }, padding: [8, 96, 0, 0], ...own }, last, place);
    chart.over.addEventListener('dblclick', () => { zoomed = false; });
    zoomed = false;
  }

  const observer = new ResizeObserver(() => chart?.setSize(size()));
  observer.observe(place);

  return {
    node,
    /** Whether something else is to be drawn than the last time; a version is compared by identity. */
    stale(version) {
      const old = version === seen && theme === themeKey();
      seen = version;
      return !old;
    },
    /** Draws columns, or the reason why there is nothing to draw. */
    draw(data, { text = '', words = '', empty = '' } = {}) {
      write(caption, text);
      write(note, empty);
      place.setAttribute('aria-label', `${title}: ${words || empty}`);
      if (!place.isConnected || place.clientWidth === 0) {
        return;
      }
      last = data;
      const now = themeKey();
      if (chart && now === theme) {
        chart.setData(data, !zoomed);
        if (zoomed) {
          chart.redraw();
        }
      } else {
        theme = now;
        make();
      }
    },
    leave() {
      observer.disconnect();
      chart?.destroy();
      chart = null;
    },
  };
}
