// Keeps the model fed: by the stream, or by questions while the service has no room for a stream.

import { poll } from './poll.js';
import { read } from './stream.js';
import { isRefused } from './token.js';

const FIRST = 1000;
const LONGEST = 10000;
const POLLED = 30000;
const HIDDEN = 60000;

/**
 * A feed that can be pointed at a series.
 *
 * @param model {receive, fail}: what is done with messages and failures
 */
export function feed({ receive, fail }) {
  let abort = new AbortController();
  let endPoll = () => {};
  let series = '';
  let wait = FIRST;
  let timer = 0;

  function path() {
    return '/api/v1/stream' + (series ? '?series=' + encodeURIComponent(series) : '');
  }

  function again(after) {
    clearTimeout(timer);
    timer = setTimeout(start, after);
  }

  async function start() {
    clearTimeout(timer);
    endPoll();
    abort.abort();
    const own = (abort = new AbortController());
    try {
      await read(path(), (event, message) => {
        if (own === abort) {
          wait = FIRST;
          receive(message, event === 'snapshot');
        }
      }, own);
    } catch (error) {
      if (own !== abort) {
        return;
      }
      if (isRefused(error.status)) {
        return;
      }
      if (error.status) {
        endPoll = poll(receive, fail);
        again(POLLED);
        return;
      }
      fail(error);
    }
    if (own === abort) {
      again(wait * (0.8 + 0.4 * Math.random()));
      wait = Math.min(LONGEST, 2 * wait);
    }
  }

  function end() {
    clearTimeout(timer);
    endPoll();
    abort.abort();
    abort = new AbortController();
  }

  let hidden = 0;
  document.addEventListener('visibilitychange', () => {
    clearTimeout(hidden);
    if (document.hidden) {
      hidden = setTimeout(() => { hidden = -1; end(); }, HIDDEN);
    } else if (hidden === -1) {
      hidden = 0;
      start();
    }
  });

  return {
    start() {
      wait = FIRST;
      start();
    },
    /** Asks for the records of a series as well; an empty key for none. */
    watch(key) {
      if (key !== series) {
        series = key;
        start();
      }
    },
  };
}
