// Starts the page: shows the view that the address names, and feeds it.

import { address, seriesPath } from './address.js';
import { bar } from './bar.js';
import { feed } from './feed.js';
import { help, keys } from './keys.js';
import { changed, fail, onChange, receive } from './model.js';
import { overview } from './overview.js';
import { seriesView } from './series.js';
import { applyTheme, nextTheme } from './theme.js';
import { printable } from './words.js';

applyTheme();
const view = document.getElementById('view');
const source = feed({ receive, fail });
let shown = { draw() {}, leave() {} };

function theme() {
  nextTheme();
  changed();
}

const showHelp = help();
const top = bar(document.getElementById('bar'), document.getElementById('banner'), { theme, help: showHelp, retry: source.start });

function show() {
  shown.leave();
  view.replaceChildren();
  const { series } = address();
  shown = series ? seriesView(view, source.watch, series) : overview(view, source.watch);
  top.at(printable(series, 24), series && seriesPath(series));
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
keys({ '?': showHelp, t: theme, z: () => document.querySelector('.bar-end button').click(), r: source.start, 'g o': () => go('/') });
onChange((now) => {
  top.draw(now);
  shown.draw(now);
});
setInterval(changed, 1000);
show();
source.start();
