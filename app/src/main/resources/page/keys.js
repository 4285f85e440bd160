// The keyboard: every key has a control that does the same.

import { el } from './dom.js';

const HELP = [
  ['?', 'these keys'], ['g o', 'overview'], ['j k', 'next and previous anomaly'], ['Enter', 'open its series'],
  ['t', 'theme: system, light, dark'], ['z', 'times in UTC or in the zone of the browser'],
  ['r', 'try to connect now'], ['Esc', 'close']];

/** A dialog that lists the keys. */
export function help() {
  const dialog = el('dialog', { 'aria-label': 'Keys' }, el('h2', {}, 'Keys'),
    el('dl', {}, ...HELP.flatMap(([key, what]) => [
      el('dt', {}, ...key.split(' ').map((k) => el('kbd', {}, k))), el('dd', {}, what)])),
    el('button', { click: () => dialog.close() }, 'Close'));
  document.body.append(dialog);
  return () => dialog.showModal();
}

function move(by) {
  const rows = [...document.querySelectorAll('.anomalies tbody tr')];
  const now = rows.findIndex((row) => row.getAttribute('aria-selected') === 'true');
  const next = rows[Math.min(rows.length - 1, Math.max(0, now + by))];
  rows[now]?.removeAttribute('aria-selected');
  next?.setAttribute('aria-selected', 'true');
  next?.scrollIntoView({ block: 'nearest' });
}

/** @param actions what single keys do, by key */
export function keys(actions) {
  let before = '';
  document.addEventListener('keydown', (event) => {
    const typing = event.target.closest('input, select, textarea, dialog');
    if (typing || event.ctrlKey || event.altKey || event.metaKey) {
      return;
    }
    const pressed = before === 'g' ? `g ${event.key}` : event.key;
    before = event.key;
    if (pressed === 'j' || pressed === 'k') {
      move(pressed === 'j' ? 1 : -1);
    } else if (pressed === 'Enter' && event.target === document.body) {
      document.querySelector('.anomalies tr[aria-selected="true"] a')?.click();
    } else {
      actions[pressed]?.();
    }
  });
}
