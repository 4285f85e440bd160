// Light or dark: as the system says, unless chosen.

const KEY = 'weir.theme';
const THEMES = ['', 'light', 'dark'];

export function applyTheme() {
  const chosen = localStorage.getItem(KEY) ?? '';
  if (chosen) {
    document.documentElement.dataset.theme = chosen;
  } else {
    delete document.documentElement.dataset.theme;
  }
}

export function nextTheme() {
  const now = THEMES.indexOf(localStorage.getItem(KEY) ?? '');
  localStorage.setItem(KEY, THEMES[(now + 1) % THEMES.length]);
  applyTheme();
}
