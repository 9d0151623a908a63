import { delay, http, HttpResponse } from 'msw';
import { describe, expect, it } from 'vitest';
import { apiBaseQuery, type ApiRequest } from '@/store/base-query';
import { databaseDown } from '../support/samples';
import { ORIGIN, server } from '../support/server';

function send(request: ApiRequest, signal = new AbortController().signal) {
  return apiBaseQuery(request, { signal } as Parameters<typeof apiBaseQuery>[1], {});
}

const down = () => HttpResponse.json(databaseDown, { status: 503 });

describe('requests to the API', () => {
  it('leave out parameters without a value', async () => {
    let asked = '';
    server.use(
      http.get(`${ORIGIN}/api/payments`, ({ request }) => {
        asked = new URL(request.url).search;
        return HttpResponse.json({});
      }),
    );
    await send({
      path: '/payments',
      params: { status: 'failed', method: undefined, q: '', limit: 5 },
    });
    expect(asked).toBe('?status=failed&limit=5');
  });

  it('are repeated when a read finds the server overloaded', async () => {
    let asked = 0;
    server.use(
      http.get(`${ORIGIN}/api/status`, () => {
        asked += 1;
        return asked < 3 ? down() : HttpResponse.json({ status: 'ok' });
      }),
    );
    expect(await send({ path: '/status' })).toEqual({ data: { status: 'ok' } });
    expect(asked).toBe(3);
  });

  it('give up with what the server said and the id to quote', async () => {
    server.use(http.get(`${ORIGIN}/api/status`, down));
    const { error } = await send({ path: '/status' });
    expect(error).toMatchObject({
      status: 503,
      code: 'database_unavailable',
      detail: 'The database does not answer.',
      requestId: 'req_42',
    });
  });

  it('are never repeated when they change something', async () => {
    let asked = 0;
    server.use(
      http.post(`${ORIGIN}/api/payments/pay_1/refund`, () => {
        asked += 1;
        return down();
      }),
    );
    await send({ path: '/payments/pay_1/refund', method: 'POST', body: {} });
    expect(asked).toBe(1);
  });

  it('are not repeated when the request itself is wrong', async () => {
    let asked = 0;
    server.use(
      http.get(`${ORIGIN}/api/payments`, () => {
        asked += 1;
        return new HttpResponse('nonsense', { status: 422, headers: { 'x-request-id': 'req_7' } });
      }),
    );
    const { error } = await send({ path: '/payments' });
    expect(asked).toBe(1);
    expect(error).toMatchObject({ status: 422, code: 'unexpected_answer', requestId: 'req_7' });
  });

  it('stop waiting when nobody wants the answer any more', async () => {
    server.use(
      http.get(`${ORIGIN}/api/status`, async () => {
        await delay('infinite');
        return HttpResponse.json({});
      }),
    );
    const controller = new AbortController();
    const answer = send({ path: '/status' }, controller.signal);
    controller.abort();
    expect((await answer).error).toMatchObject({ status: 0, code: 'unreachable' });
  });
});
