import { fireEvent, screen, waitFor } from '@testing-library/react';
import { http, HttpResponse } from 'msw';
import { beforeEach, describe, expect, it } from 'vitest';
import RotateDialog from '@/features/alerts/rotate-dialog';
import WebhookDialog from '@/features/alerts/webhook-dialog';
import { WebhooksPage } from '@/features/alerts/webhooks-page';
import { admin, agent, webhook } from '../support/alerts';
import { enter } from '../support/enter';
import { answerSurroundings, problem } from '../support/people';
import { renderPage } from '../support/render-page';
import { ORIGIN, server } from '../support/server';

const PATIENT = { timeout: 10_000 };
const SECRET = 'whsec_4fJ9sQ2xv8Lm';

beforeEach(() => {
  answerSurroundings();
  server.use(http.get(`${ORIGIN}/api/alerts`, () => HttpResponse.json({ items: [], counts: {} })));
});

describe('webhooks', () => {
  it('are not asked for by those who may not see them', async () => {
    renderPage(<WebhooksPage />, { load: agent });
    expect(await screen.findByText('Your role does not show this', {}, PATIENT)).toBeVisible();
  });

  it('tell their secret once, when they are made', async () => {
    server.use(
      http.post(`${ORIGIN}/api/webhooks`, () =>
        HttpResponse.json({ secret: SECRET, webhook: webhook() }, { status: 201 }),
      ),
    );
    renderPage(<WebhookDialog onClose={() => undefined} />, { load: admin });
    enter(screen.getByLabelText('Name'), 'On-call bridge');
    enter(screen.getByLabelText('Address'), 'https://hooks.example.com/cashbeat');
    fireEvent.click(screen.getByRole('button', { name: 'Make the webhook' }));
    expect(await screen.findByText(SECRET, {}, PATIENT)).toBeVisible();
  });

  it('say at the address what is wrong with it', async () => {
    server.use(
      http.post(`${ORIGIN}/api/webhooks`, () =>
        problem(422, 'invalid_request', 'url: is not on the public internet', [
          { field: 'url', code: 'private_address', message: 'is not on the public internet' },
        ]),
      ),
    );
    renderPage(<WebhookDialog onClose={() => undefined} />, { load: admin });
    enter(screen.getByLabelText('Name'), 'Inside');
    enter(screen.getByLabelText('Address'), 'https://10.0.0.1/');
    fireEvent.click(screen.getByRole('button', { name: 'Make the webhook' }));
    await waitFor(
      () => expect(screen.getByLabelText('Address')).toHaveAttribute('aria-invalid', 'true'),
      PATIENT,
    );
    expect(screen.getByText('This is not on the public internet.')).toBeVisible();
  });

  it('show a new secret after the question for it', async () => {
    let closed = false;
    server.use(
      http.patch(`${ORIGIN}/api/webhooks/whk_1`, () =>
        HttpResponse.json({ secret: SECRET, webhook: webhook() }),
      ),
    );
    renderPage(<RotateDialog webhook={webhook()} onClose={() => (closed = true)} />, {
      load: admin,
    });
    fireEvent.click(screen.getByRole('button', { name: 'Make a new secret' }));
    expect(await screen.findByText(SECRET, {}, PATIENT)).toBeVisible();
    expect(closed).toBe(false);
  });
});
