// The first view: whether anyone is needed, and everything there is to know at a glance.

import { anomalies } from './anomalies.js';
import { balance } from './balance.js';
import { el, write } from './dom.js';
import { figures } from './figures.js';
import { glyph } from './glyphs.js';
import { connection } from './model.js';
import { sentence } from './sentence.js';
import { side } from './side.js';

/** Shows the view in a node; the result draws a model. */
export function overview(view) {
  const mark = el('span');
  const head = el('h1', {}, 'Reading the state');
  const more = el('p', {}, '\u00a0');
  const numbers = figures();
  const column = side();
  const latest = anomalies();
  const sum = balance();
  view.className = 'overview';
  view.append(
    el('div', { class: 'sentence' }, mark, head, more), numbers.node,
    el('div', { class: 'columns' }, el('div', { class: 'content' }, latest.node), column.node), sum.node);
  let kind = '';
  return {
    draw(model) {
      const said = sentence(model);
      if (said.kind !== kind) {
        kind = said.kind;
        mark.replaceChildren(glyph(kind));
      }
      write(head, said.text);
      write(more, said.more);
      view.classList.toggle('old', connection() === 'lost');
      [numbers, column, latest, sum].forEach((part) => part.draw(model));
      document.title = `${said.text} · Weir`;
    },
    leave() {},
  };
}
