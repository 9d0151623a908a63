/**
 * Pours payments into a Cashbeat as a shop's own system would: small batches, four times a second.
 *
 * One request for many events leaves the processor to what is measured; the simulator, which plays
 * each payment step by step, takes most of two cores for 100 events a second.
 */
/* global fetch, performance */
import { randomBytes } from 'node:crypto';

const PAUSE_MILLISECONDS = 250;
const METHODS = ['card', 'bank_transfer', 'wallet', 'direct_debit'];
const STATUSES = ['completed', 'completed', 'completed', 'pending', 'failed'];

/**
 * @param {{address: string, apiKey: () => string}} stack
 * @param {number} eventsPerSecond A payment that is recorded as completed is one event.
 * @returns {() => Promise<void>} Ends it; throws what went wrong meanwhile.
 */
export function pour({ address, apiKey }, eventsPerSecond) {
  const key = apiKey();
  const began = performance.now();
  let [sent, stopped, failure] = [0, false];
  const send = async () => {
    const due = Math.round(((performance.now() - began) / 1000) * eventsPerSecond) - sent;
    if (due <= 0) return;
    const items = Array.from({ length: due }, (_, place) => payment(sent + place));
    sent += due;
    const answer = await fetch(`${address}/api/payments/batch`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        authorization: `Bearer ${key}`,
        'idempotency-key': randomBytes(12).toString('hex'),
      },
      body: JSON.stringify({ items }),
    });
    const outcome = await answer.json();
    if (outcome.created !== due) throw new Error(JSON.stringify(outcome).slice(0, 1_000));
  };
  const poured = (async () => {
    while (!stopped) {
      await send();
      await new Promise((done) => setTimeout(done, PAUSE_MILLISECONDS));
    }
  })().catch((error) => (failure = error));
  return async () => {
    stopped = true;
    await poured;
    if (failure) throw failure;
  };
}

function payment(number) {
  const status = STATUSES[number % STATUSES.length];
  return {
    amount: (100 + ((number * 7919) % 25_000)) / 100,
    currency: 'EUR',
    method: METHODS[number % METHODS.length],
    status,
    externalId: `pour-${number}`,
    ...(status === 'failed' && { failureCode: 'insufficient_funds' }),
  };
}
