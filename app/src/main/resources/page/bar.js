// The bar above every view, and the banner while the service does not answer.

import { el, svg, write } from './dom.js';
import { mark } from './glyphs.js';
import { connection } from './model.js';
import { clock, switchZone, zone } from './times.js';
import { age } from './words.js';

const WORDS = { new: 'Connecting', live: 'Live', late: 'Late', lost: 'No answer' };

/** @param actions {theme, help, retry}: what its buttons do */
export function bar(node, banner, actions) {
  const overview = el('a', { href: '/' }, 'Overview');
  const series = el('a', { hidden: true });
  const times = el('button', { class: 'plain optional', title: 'Key z', click: () => { switchZone(); location.reload(); } });
  const word = el('span');
  const state = el('span', { class: 'connection' },
    svg('svg', { viewBox: '0 0 10 10', 'aria-hidden': 'true' }, svg('circle', { cx: 5, cy: 5, r: 4, fill: 'currentColor' })), word);
  write(times, zone() === 'UTC' ? 'times in UTC' : 'local times');
  node.append(
    el('a', { class: 'brand', href: '/' }, mark(), 'Weir'),
    el('nav', { 'aria-label': 'Views' }, overview, series),
    el('div', { class: 'bar-end' }, times,
      el('button', { class: 'plain optional', title: 'Key t', click: actions.theme }, 'Theme'),
      el('button', { class: 'plain optional', title: 'Key ?', click: actions.help }, 'Keys'), state));
  const since = el('strong');
  const old = el('span');
  banner.append(since, old, el('button', { click: actions.retry }, 'Try now'));

  return {
    /** @param name of the series that is shown; empty for the overview */
    at(name, href) {
      series.hidden = !name;
      write(series, name);
      (name ? series : overview).setAttribute('aria-current', 'page');
      (name ? overview : series).removeAttribute('aria-current');
      if (name) {
        series.href = href;
      }
    },
    draw(model) {
      const now = connection();
      const silent = (Date.now() - model.at) / 1000;
      state.className = `connection ${now}`;
      write(word, now === 'late' ? `${age(silent)} old` : WORDS[now]);
      const lost = now === 'lost';
      banner.hidden = !lost;
      if (lost) {
        write(since, model.stoppedAt ? `Weir was stopped at ${clock(model.stoppedAt)}.` : model.at ? `Not connected to Weir since ${clock(model.at)}.` : 'Weir does not answer.');
        write(old, `${model.at ? `What you see is ${age(silent)} old. ` : ''}It is tried again every few seconds.`);
      }
    },
  };
}
