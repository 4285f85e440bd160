// The first view: whether anyone is needed, and everything there is to know at a glance.

import { address, keep } from './address.js';
import { anomalies } from './anomalies.js';
import { balance } from './balance.js';
import { el, write } from './dom.js';
import { figures } from './figures.js';
import { glyph } from './glyphs.js';
import { connection, look, model } from './model.js';
import { anomaliesPlot } from './plot-anomalies.js';
import { f1Plot } from './plot-f1.js';
import { latencyPlot } from './plot-latency.js';
import { scatterPlot } from './plot-scatter.js';
import { sentence } from './sentence.js';
import { side } from './side.js';

/** The sentence on top. */
function headline() {
  const mark = el('span');
  const head = el('h1', {}, 'Reading the state');
  const more = el('p', {}, '\u00a0');
  let kind = '';
  return {
    node: el('div', { class: 'sentence' }, mark, head, more),
    draw(now) {
      const said = sentence(now);
      if (said.kind !== kind) {
        kind = said.kind;
        mark.replaceChildren(glyph(kind));
      }
      write(head, said.text);
      write(more, said.more);
      document.title = `${said.text} · Weir`;
    },
  };
}

/**
 * Shows the view in a node; the result draws a model.
 *
 * @param watch called with the key of the series whose records are needed
 */
export function overview(view, watch) {
  const chosen = { series: '', x: '', y: '', ...Object.fromEntries(address().query) };
  const scatter = scatterPlot((name, value) => {
    chosen[name] = value;
    keep(name, value);
    draw(model);
  });
  const plots = [anomaliesPlot(), latencyPlot(), f1Plot()];
  const parts = { head: headline(), numbers: figures(), side: side(), latest: anomalies(), sum: balance() };
  view.className = 'overview';
  view.append(
    parts.head.node, parts.numbers.node,
    el('div', { class: 'columns' },
      el('div', { class: 'content' },
        el('div', { class: 'plots' }, scatter.node, ...plots.map((p) => p.node)), parts.latest.node),
      parts.side.node), parts.sum.node);

  /** The series of the first anomaly, until somebody chooses another. */
  function drawScatter(now) {
    const known = [...new Set([...(chosen.series ? [chosen.series] : []), ...now.detections.map((d) => d.series)])].slice(0, 30);
    chosen.series ||= known.at(-1) ?? '';
    look(chosen.series);
    watch(chosen.series);
    scatter.draw(now, { known, chosen: chosen.series, xName: chosen.x, yName: chosen.y });
  }

  function draw(now) {
    view.classList.toggle('old', connection() === 'lost');
    Object.values(parts).forEach((part) => part.draw(now));
    plots.forEach((part) => part.draw(now));
    drawScatter(now);
  }

  return { draw, leave: () => [scatter, ...plots].forEach((part) => part.leave()) };
}
