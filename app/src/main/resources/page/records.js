// The last records of the series that is looked at: columns of fixed length, the newest last.

const MOST = 4000;
const SEVERITIES = ['', 'info', 'warning', 'critical'];

/** None yet. */
export const noRecords = (series = '') => ({ series, source: '', timed: true, features: [], times: [], scores: [], marks: [], values: [], version: 0 });

/** Takes in rows [time, score, severity, ...values]; another series or a snapshot begins again. */
export function withRows(known, message, begins) {
  const fresh = begins || known.series !== message.series || known.features.join('\n') !== message.features.join('\n');
  const records = fresh
    ? { ...noRecords(message.series), source: message.source, timed: message.timed, features: message.features, values: message.features.map(() => []) }
    : known;
  for (const [time, score, severity, ...values] of message.rows) {
    records.times.push(time);
    records.scores.push(score);
    records.marks.push(SEVERITIES[severity]);
    values.forEach((value, i) => records.values[i].push(value));
  }
  const over = records.times.length - MOST;
  if (over > 0) {
    [records.times, records.scores, records.marks, ...records.values].forEach((column) => column.splice(0, over));
  }
  records.version = known.version + 1;
  return records;
}

