// Requests with the token of this tab. A token is kept until the tab is closed.

import { el, write } from './dom.js';

const KEY = 'weir-token';
const WORDS = {
  401: 'This service needs a token of the role read.',
  403: 'This token does not have the role read.',
};
let dialog = null;

function ask(status) {
  const problem = el('p');
  const input = el('input', {
    type: 'password', autocomplete: 'off', 'aria-label': 'Token', autofocus: true,
    keydown: (event) => event.key === 'Enter' && use() });

  function use() {
    const token = input.value.trim();
    if (!/^[!-~]{1,512}$/.test(token)) {
      write(problem, 'A token consists of visible ASCII characters.');
      return;
    }
    sessionStorage.setItem(KEY, token);
    location.reload();
  }

  dialog?.remove();
  dialog = el('dialog', { 'aria-label': 'Token' }, el('h2', {}, 'Token'), problem, el('p', {}, input),
    el('button', { click: use }, 'Use this token'));
  write(problem, WORDS[status]);
  document.body.append(dialog);
  dialog.showModal();
}

/** Whether an answer says that the token is missing, unknown or not enough. */
export function isRefused(status) {
  return status in WORDS;
}

/** As fetch, with the token of this tab; asks for another one if the service refuses it. */
export async function request(path, options = {}) {
  const token = sessionStorage.getItem(KEY);
  const headers = token ? { ...options.headers, Authorization: `Bearer ${token}` } : options.headers;
  const answer = await fetch(path, { ...options, headers });
  if (isRefused(answer.status) && !dialog?.open) {
    ask(answer.status);
  }
  return answer;
}
