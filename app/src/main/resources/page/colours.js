// The colours of the theme in force, for canvases.

import { el } from './dom.js';

const probe = el('span', { class: 'hidden', 'aria-hidden': 'true' });
const known = new Map();
let knownTheme = '';

/** Differs between themes, and between screens of other resolution. */
export function themeKey() {
  const dark = matchMedia('(prefers-color-scheme: dark)').matches;
  return `${document.documentElement.dataset.theme ?? dark} ${devicePixelRatio}`;
}

/** The colour of a token such as "ink". */
export function colour(name) {
  const theme = themeKey();
  if (theme !== knownTheme) {
    knownTheme = theme;
    known.clear();
  }
  if (!known.has(name)) {
    if (!probe.isConnected) {
      document.body.append(probe);
    }
    probe.style.color = `var(--${name})`;
    known.set(name, getComputedStyle(probe).color);
  }
  return known.get(name);
}

/** The font of canvases, at a size in their own pixels. */
export const font = (ratio = 1, weight = 400) => `${weight} ${12 * ratio}px "IBM Plex Sans", system-ui, sans-serif`;
