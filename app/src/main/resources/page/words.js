// How numbers, times and texts are written.

export const NONE = '–';
const BOUND = '\u00a0';
const whole = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });

const known = (value) => typeof value === 'number' && Number.isFinite(value);

/** 1,204 */
export const count = (value) => (known(value) ? whole.format(value).replace('-', '−') : NONE);

/** Two or three significant digits. */
export function digits(value) {
  if (!known(value)) {
    return NONE;
  }
  const size = Math.abs(value);
  const text = size >= 100 ? whole.format(value) : value.toFixed(size >= 10 ? 1 : size >= 1 ? 2 : 3);
  return text.replace('-', '−');
}

/** A latency in milliseconds as [number, unit]. */
export function latency(ms) {
  if (!known(ms)) {
    return [NONE, 'ms'];
  }
  return ms < 1000 ? [ms >= 100 ? ms.toFixed(0) : ms.toPrecision(2), 'ms'] : [(ms / 1000).toPrecision(3), 's'];
}

/** A share with three decimals. */
export const share = (value) => (known(value) ? value.toFixed(3) : NONE);

/** A score with two decimals. */
export const score = (value) => (known(value) ? value.toFixed(2) : NONE);

/** A ratio in percent, without the sign. */
export function percent(ratio) {
  if (!known(ratio)) {
    return NONE;
  }
  const value = ratio * 100;
  return value >= 10 ? value.toFixed(0) : value >= 0.1 ? value.toFixed(1) : value < 0.001 ? '0' : value.toPrecision(1);
}

/** A duration in words: 14 s, 6 min 12 s, 2 h 10 min, 2 d 4 h. */
export function age(seconds) {
  if (!known(seconds)) {
    return NONE;
  }
  const s = Math.floor(seconds);
  const parts = s < 60 ? [[s, 's']]
    : s < 3600 ? [[Math.floor(s / 60), 'min'], [s % 60, 's']]
      : s < 86400 ? [[Math.floor(s / 3600), 'h'], [Math.floor((s % 3600) / 60), 'min']]
        : [[Math.floor(s / 86400), 'd'], [Math.floor((s % 86400) / 3600), 'h']];
  return parts.map(([number, unit]) => number + BOUND + unit).join(' ');
}

/** "1 warning", "2 warnings". */
export const plural = (number, one, many = one + 's') => `${count(number)} ${number === 1 ? one : many}`;

/** Control characters become visible, and a long text is cut in the middle. */
export function printable(text, most = 80) {
  const shown = String(text).replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g, '␛');
  const letters = [...shown];
  const half = Math.floor(most / 2);
  return letters.length <= most ? shown : `${letters.slice(0, half).join('')}…${letters.slice(-half + 1).join('')}`;
}
