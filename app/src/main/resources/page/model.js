// What the page knows: the last answers, and whether answers still come. One way: feed -> model -> views.

const LATE = 5000;
const LOST = 10000;
const SPARK = 40;

export const model = {
  status: null,
  alerts: null,
  detections: [],
  /** When the last answer came; 0 for never. */
  at: 0,
  failure: '',
  /** The last values of figures, by name, the newest last. */
  past: {},
  throughput: NaN,
};

const listeners = new Set();
let drawn = false;

export function onChange(listener) {
  listeners.add(listener);
  return () => listeners.delete(listener);
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

/** Takes in what the service said. */
export function receive(part) {
  if (part.status) {
    measure(model.status, part.status);
  }
  Object.assign(model, part);
  model.at = Date.now();
  model.failure = '';
  changed();
}

export function fail(error) {
  model.failure = error.message;
  changed();
}

/** live, late, or lost: no answer for 10 s, or a refused connection. */
export function connection(now = Date.now()) {
  const silent = now - model.at;
  if (model.at === 0) {
    return model.failure ? 'lost' : 'new';
  }
  return silent > LOST || (model.failure && silent > 2000) ? 'lost' : silent > LATE ? 'late' : 'live';
}

/** Records a second between two reports: the report has the mean of the whole run only. */
function measure(before, now) {
  const seconds = before ? now.uptime_seconds - before.uptime_seconds : 0;
  if (seconds > 0.2) {
    model.throughput = Math.max(0, (now.records.read - before.records.read) / seconds);
  } else if (seconds < 0 || !before) {
    model.throughput = NaN;
    model.past = {};
  }
  remember('throughput', model.throughput);
  remember('mean', now.latency_ms.mean);
  remember('p99', now.latency_ms.p99);
  remember('precision', now.evaluation.recent?.precision);
  remember('recall', now.evaluation.recent?.recall);
  remember('f1', now.evaluation.recent?.f1);
}

function remember(name, value) {
  if (Number.isFinite(value)) {
    const past = (model.past[name] ??= []);
    past.push(value);
    if (past.length > SPARK) {
      past.shift();
    }
  }
}
