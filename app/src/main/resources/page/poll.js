// Asks for the state of the service once a second.

import { request } from './token.js';

const WAIT = 1000;
const PATIENCE = 5000;

async function get(path) {
  const answer = await request(path, { signal: AbortSignal.timeout(PATIENCE), headers: { Accept: 'application/json' } });
  if (!answer.ok) {
    throw new Error(`${path} answered ${answer.status}`);
  }
  return answer.json();
}

/**
 * Begins to ask.
 *
 * @param onState called with {status, detections, alerts} for each answer
 * @param onFailure called with the error if there was none
 * @returns a function that ends it
 */
export function poll(onState, onFailure) {
  let timer = 0;
  let ended = false;
  async function once() {
    try {
      const [status, detections, alerts] = await Promise.all([
        get('/api/v1/status'), get('/api/v1/detections?limit=50'), get('/api/v1/alerts')]);
      if (!ended) {
        onState({ status, detections: detections.detections, alerts });
      }
    } catch (error) {
      if (!ended) {
        onFailure(error);
      }
    }
    if (!ended) {
      timer = setTimeout(once, WAIT);
    }
  }
  once();
  return () => {
    ended = true;
    clearTimeout(timer);
  };
}
