// What became of every record that was read.

import { el, list, write } from './dom.js';
import { count } from './words.js';

const PARTS = [
  ['scored', 'scored'], ['warming', 'warming'], ['unscorable', 'unscorable'], ['dead_lettered', 'dead-lettered'],
  ['rejected', 'rejected'], ['late_dropped', 'late'], ['duplicates', 'duplicates'], ['history', 'history']];

/** The line, and the function that draws a model into it. */
export function balance() {
  const node = el('p', { class: 'balance' });
  function draw({ status }) {
    if (!status) {
      return;
    }
    const { records } = status;
    const known = PARTS.map(([key, name]) => [name, records[key] ?? 0]);
    const settled = known.reduce((sum, [, number]) => sum + number, 0);
    const shown = known.filter(([name, number]) => name === 'scored' || number > 0);
    const terms = [['Read', records.read], ...shown, ['in flight', records.read - settled]];
    list(node, terms, ([name]) => name, ([name]) => {
      const sign = name === 'Read' ? '' : name === 'scored' ? '= ' : '+ ';
      return el('span', {}, `${sign}${name} `, el('b', {}));
    }, (term, [, number]) => write(term.lastChild, count(number)));
  }
  return { node, draw };
}
