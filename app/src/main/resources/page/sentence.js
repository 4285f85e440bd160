// One sentence that says whether anyone is needed. The first that holds.

import { connection } from './model.js';
import { clock } from './times.js';
import { age, count, plural, printable } from './words.js';

function open(alerts) {
  const { critical = 0, warning = 0, info = 0 } = alerts?.open ?? {};
  const parts = [];
  if (critical) {
    parts.push(plural(critical, parts.length ? 'critical' : 'critical alert'));
  }
  if (warning) {
    parts.push(plural(warning, 'warning'));
  }
  if (parts.length) {
    const one = critical + warning === 1;
    return { kind: critical ? 'critical' : 'warning', text: `${parts.join(' and ')} ${one ? 'is' : 'are'} open` };
  }
  return info ? { kind: 'info', text: `${plural(info, 'minor alert')} ${info === 1 ? 'is' : 'are'} open` } : null;
}

/** Components that are not up, the worst first: [name, {state, reason, since}]. */
export function troubled(status) {
  const worst = { down: 0, degraded: 1 };
  return Object.entries(status?.health?.components ?? {})
    .filter(([, part]) => part.state !== 'up')
    .sort((a, b) => worst[a[1].state] - worst[b[1].state]);
}

function reasons(status) {
  const bad = troubled(status);
  const up = Object.keys(status.health?.components ?? {}).length - bad.length;
  if (!status.health) {
    return 'Health is not watched.';
  }
  if (!bad.length) {
    return 'All parts are up.';
  }
  const [name, part] = bad[0];
  const since = clock(Date.parse(part.since));
  return `${printable(name)}: ${part.state} since ${since}, ${printable(part.reason, 200)}. ${plural(up, 'other part is', 'other parts are')} up.`;
}

/** {kind, text, more}: the kind of the mark, the sentence, and the line below it. */
export function sentence(model) {
  const { status, alerts } = model;
  if (model.stoppedAt) {
    return { kind: 'lost', text: `Weir was stopped at ${clock(model.stoppedAt)}`, more: 'The last state is shown.' };
  }
  if (connection() === 'lost') {
    return model.at
      ? { kind: 'lost', text: `Not connected to Weir since ${clock(model.at)}`, more: `What you see is ${age((Date.now() - model.at) / 1000)} old.` }
      : { kind: 'lost', text: 'Weir does not answer', more: 'There is nothing to show yet.' };
  }
  if (!status) {
    return { kind: 'lost', text: 'Reading the state', more: '\u00a0' };
  }
  if (model.stopping) {
    return { kind: 'lost', text: 'Weir is stopping', more: 'It reads no more records, and saves its state.' };
  }
  const down = status.health?.state === 'down';
  if (down) {
    return { kind: 'down', text: `Weir is down: ${printable(status.health.reason, 120)}`, more: reasons(status) };
  }
  const alarm = open(alerts);
  if (alarm) {
    return { ...alarm, more: reasons(status) };
  }
  if (status.health?.state === 'degraded') {
    const [name] = troubled(status)[0] ?? ['a part'];
    return { kind: 'degraded', text: `${printable(name)} is degraded`, more: reasons(status) };
  }
  const { models, records } = status;
  if (models.series === 0) {
    return { kind: 'warming', text: 'No series yet', more: 'They appear with their first record.' };
  }
  if (models.warming.series === models.series) {
    return { kind: 'warming', text: `Starting: ${plural(models.series, 'series is', 'series are')} warming`, more: `Nothing is scored until then; the slowest needs ${plural(models.warming.needed, 'record')}.` };
  }
  if (model.throughput === 0) {
    return { kind: 'info', text: 'No records arrive', more: `${plural(models.series, 'series')} are watched, ${count(records.read)} records were read.` };
  }
  return { kind: 'up', text: 'All is well', more: `${plural(models.series, 'series is watched', 'series are watched')}. ${reasons(status)}` };
}
