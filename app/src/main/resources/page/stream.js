// Reads the stream of the service: a snapshot first, then what changed.

import { request } from './token.js';

const SILENCE = 8000;

/** Cuts a stream of text into events {event, data}; comments have neither. */
export function events(onEvent) {
  let rest = '';
  return (text) => {
    const blocks = (rest + text).split('\n\n');
    rest = blocks.pop();
    for (const block of blocks) {
      const event = {};
      for (const line of block.split('\n')) {
        const at = line.indexOf(': ');
        if (at > 0) {
          event[line.slice(0, at)] = line.slice(at + 2);
        }
      }
      onEvent(event);
    }
  };
}

/** Rejects if nothing comes for a while: a connection may be dead without an end. */
function within(reading, abort) {
  let timer = 0;
  const silence = new Promise((_, reject) => {
    timer = setTimeout(() => {
      abort.abort();
      reject(new Error('no answer'));
    }, SILENCE);
  });
  return Promise.race([reading, silence]).finally(() => clearTimeout(timer));
}

/**
 * Reads until the stream ends.
 *
 * @param path of the stream with its query
 * @param onMessage called with the object of each event, and its kind
 * @throws Error with the status if the service refused, else with what happened
 */
export async function read(path, onMessage, abort) {
  const answer = await within(request(path, { signal: abort.signal, headers: { Accept: 'text/event-stream' } }), abort);
  if (!answer.ok) {
    throw Object.assign(new Error(`the stream answered ${answer.status}`), { status: answer.status });
  }
  const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
  const take = events(({ event, data }) => event && onMessage(event, JSON.parse(data)));
  for (;;) {
    const { done, value } = await within(reader.read(), abort);
    if (done) {
      return;
    }
    take(value);
  }
}
