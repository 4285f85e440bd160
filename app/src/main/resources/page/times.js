// Times of day, in UTC or in the zone of the browser.

import { printable } from './words.js';

const KEY = 'weir.zone';
const formats = new Map();

export const zone = () => (localStorage.getItem(KEY) === 'local' ? 'local' : 'UTC');

export const switchZone = () => localStorage.setItem(KEY, zone() === 'UTC' ? 'local' : 'UTC');

function format(options) {
  const timeZone = zone() === 'UTC' ? 'UTC' : undefined;
  const key = JSON.stringify([timeZone, options]);
  if (!formats.has(key)) {
    formats.set(key, new Intl.DateTimeFormat('en-GB', { timeZone, hourCycle: 'h23', ...options }));
  }
  return formats.get(key);
}

/** 10:47:20 */
export const clock = (ms) => format({ hour: '2-digit', minute: '2-digit', second: '2-digit' }).format(ms);

/** 10:47 */
export const minute = (ms) => format({ hour: '2-digit', minute: '2-digit' }).format(ms);

/** 22 Nov */
export const day = (ms) => format({ day: 'numeric', month: 'short' }).format(ms);

/** The event time of a record as a number: ms since 1970, or the number of the record. */
export const place = (time) => (typeof time === 'number' ? time : Date.parse(time));

/** The event time of a record: of today only the clock, else with the day; or a record number. */
export function eventTime(time) {
  const ms = typeof time === 'string' ? Date.parse(time) : NaN;
  if (Number.isNaN(ms)) {
    return time === null || time === undefined ? '–' : printable(time);
  }
  return Math.abs(Date.now() - ms) < 12 * 3600 * 1000 ? clock(ms) : `${day(ms)} ${clock(ms)}`;
}
