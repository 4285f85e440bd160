// What the page knows: the last answers, and whether answers still come. One way: feed, model, views.

import { noRecords, withRows } from './records.js';

const LATE = 5000;
const LOST = 10000;
const POINTS = 900;
const ANOMALIES = 200;

export const model = {
  status: null,
  alerts: null,
  /** The latest anomalies, the newest first. */
  detections: [],
  /** [time, throughput, mean, p99, precision, recall, f1, info, warning, critical] a second. */
  plots: [],
  records: noRecords(),
  /** When the last answer came, whether it said that the service stops, and when it had stopped; 0 for never. */
  at: 0,
  stopping: false,
  stoppedAt: 0,
  failure: '',
  throughput: NaN,
};

const listeners = new Set();
let drawn = false;

export function onChange(listener) {
  listeners.add(listener);
}

/** Draws once in the next frame, however much changed until then. */
export function changed() {
  if (!drawn) {
    drawn = true;
    requestAnimationFrame(() => {
      drawn = false;
      listeners.forEach((listener) => listener(model));
    });
  }
}

/** Takes in what the service said; a snapshot replaces what was known. */
export function receive(message, snapshot) {
  if (message.status) {
    model.throughput = measured(model.status, message.status) ?? model.throughput;
    model.status = message.status;
  }
  model.alerts = message.alerts ?? model.alerts;
  if (message.detections) {
    const before = snapshot ? [] : model.detections;
    const fresh = new Set(message.detections.map(({ id }) => id));
    model.detections = [...message.detections, ...before.filter(({ id }) => !fresh.has(id))].slice(0, ANOMALIES);
  }
  if (message.plots) {
    model.plots = [...(snapshot ? [] : model.plots), ...message.plots].slice(-POINTS);
    model.throughput = model.plots.at(-1)?.[1] ?? model.throughput;
  }
  if (message.records) {
    model.records = withRows(model.records, message.records, snapshot);
  }
  Object.assign(model, { at: Date.now(), stopping: message.stopping === true, stoppedAt: 0, failure: '' });
  changed();
}

export function fail(error) {
  if (model.stopping) {
    model.stoppedAt ||= Date.now();
  }
  model.failure = error.message;
  changed();
}

/** Forgets the records of another series. */
export function look(series) {
  if (model.records.series !== series) {
    model.records = noRecords(series);
  }
}

/** new, live, late, or lost: no answer for 10 s, or a refused connection. */
export function connection(now = Date.now()) {
  const silent = now - model.at;
  if (model.at === 0) {
    return model.failure ? 'lost' : 'new';
  }
  const refused = model.stoppedAt || (model.failure && silent > 2000);
  return silent > LOST || refused ? 'lost' : silent > LATE ? 'late' : 'live';
}

/** Records a second between two reports: a report has the mean of the whole run only. */
function measured(before, now) {
  const seconds = before ? now.uptime_seconds - before.uptime_seconds : 0;
  return seconds > 0.9 ? Math.max(0, (now.records.read - before.records.read) / seconds) : undefined;
}
