// Starts the page: shows the view that the address names, and feeds it.

import { bar } from './bar.js';
import { help, keys } from './keys.js';
import { changed, fail, model, onChange, receive } from './model.js';
import { overview } from './overview.js';
import { poll } from './poll.js';
import { applyTheme, nextTheme } from './theme.js';

applyTheme();
const view = document.getElementById('view');
let stop = () => {};
let shown = { draw() {}, leave() {} };

function feed() {
  stop();
  stop = poll(receive, fail);
}

function theme() {
  nextTheme();
  changed();
}

const showHelp = help();
const top = bar(document.getElementById('bar'), document.getElementById('banner'), { theme, help: showHelp, retry: feed });

function show() {
  shown.leave();
  view.replaceChildren();
  shown = overview(view);
  top.at('');
  changed();
}

function go(href) {
  history.pushState(null, '', href);
  show();
  view.focus();
}

document.addEventListener('click', (event) => {
  const link = event.target.closest('a[href^="/"]');
  if (link && !event.defaultPrevented && event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey) {
    event.preventDefault();
    go(link.getAttribute('href'));
  }
});
addEventListener('popstate', show);
keys({ '?': showHelp, t: theme, z: () => document.querySelector('.bar-end button').click(), r: feed, 'g o': () => go('/') });
onChange((now) => {
  top.draw(now);
  shown.draw(now);
});
setInterval(changed, 1000);
show();
feed();
