import type { Organisation } from '@cashbeat/shared-types';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { http, HttpResponse } from 'msw';
import { beforeEach, describe, expect, it } from 'vitest';
import { find } from '@/features/organisation-settings/combo-field';
import { OrganisationSettingsPage } from '@/features/organisation-settings/organisation-settings-page';
import { addressOfSlug } from '@/features/organisation-settings/slug-address';
import { zoneOptions } from '@/features/organisation-settings/time-zones';
import { answerSurroundings, problem } from '../support/people';
import { enter } from '../support/enter';
import { renderPage } from '../support/render-page';
import { organisation } from '../support/samples';
import { session, VIEWER } from '../support/session';
import { ORIGIN, server } from '../support/server';

beforeEach(answerSurroundings);

function answer(change: (body: Partial<Organisation>) => Response) {
  const sent: Partial<Organisation>[] = [];
  server.use(
    http.patch(`${ORIGIN}/api/organisation`, async ({ request }) => {
      const body = (await request.json()) as Partial<Organisation>;
      sent.push(body);
      return change(body);
    }),
  );
  return sent;
}

const save = () => userEvent.click(screen.getByRole('button', { name: 'Save' }));

async function chooseZone(text: string, option: RegExp) {
  const field = await screen.findByRole('combobox', { name: 'Time zone' });
  enter(field, text);
  await userEvent.click(await screen.findByRole('option', { name: option }));
}

describe('settings of the organisation', () => {
  it('send what was changed and nothing else', async () => {
    const sent = answer((body) => HttpResponse.json({ ...organisation, ...body }));
    renderPage(<OrganisationSettingsPage />);
    const name = await screen.findByLabelText('Name');
    expect(screen.getByRole('button', { name: 'Save' })).toBeDisabled();
    enter(name, 'Acme Ukraine');
    await save();
    await waitFor(() => expect(sent).toEqual([{ name: 'Acme Ukraine' }]));
  });

  it('ask before days are counted elsewhere; a no changes nothing', async () => {
    const sent = answer((body) => HttpResponse.json({ ...organisation, ...body }));
    renderPage(<OrganisationSettingsPage />);
    await chooseZone('new york', /America\/New York/);
    await save();
    const dialog = await screen.findByRole('dialog', { name: 'Count days in America/New York?' });
    expect(dialog).toHaveTextContent(/those of the past too/);
    await userEvent.click(within(dialog).getByRole('button', { name: 'Cancel' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(sent).toEqual([]);
    await save();
    await userEvent.click(await screen.findByRole('button', { name: 'Change the time zone' }));
    await waitFor(() => expect(sent).toEqual([{ timeZone: 'America/New_York' }]));
  });

  it('tell what the API refuses at the field', async () => {
    const errors = [
      { field: 'slug', code: 'slug_reserved', message: "'api' is kept for Cashbeat itself" },
    ];
    answer(() => problem(422, 'invalid_request', 'x', errors));
    renderPage(<OrganisationSettingsPage />);
    const slug = await screen.findByLabelText('Name in addresses');
    enter(slug, 'api');
    await save();
    await waitFor(() => expect(slug).toBeInvalid());
    expect(slug).toHaveAccessibleDescription(/^'api' is kept for Cashbeat itself\./);
  });

  it('show how far a change of the time zone has come', async () => {
    server.use(
      http.get(`${ORIGIN}/api/organisation`, () =>
        HttpResponse.json({ ...organisation, rebuild: { state: 'running', progress: 0.42 } }),
      ),
    );
    renderPage(<OrganisationSettingsPage />);
    expect(await screen.findByRole('progressbar')).toHaveAttribute('aria-valuenow', '42');
  });

  it('are looked at only without the permission, and say why', async () => {
    renderPage(<OrganisationSettingsPage />, {
      load: () => Promise.resolve({ session: session({ permissions: VIEWER }) }),
    });
    expect(await screen.findByLabelText('Name')).toBeDisabled();
    expect(screen.getByRole('combobox', { name: 'Time zone' })).toBeDisabled();
    expect(screen.getByRole('note')).toHaveTextContent(/Owners and administrators/);
    expect(screen.queryByRole('button', { name: 'Save' })).toBeNull();
  });
});

describe('a time zone', () => {
  const zones = zoneOptions('Europe/Berlin', Date.UTC(2026, 10, 21));

  it.each([
    ['kyi', 'Europe/Kyiv'],
    ['buenos', 'America/Argentina/Buenos_Aires'],
    ['+05:45', 'Asia/Kathmandu'],
    ['utc', 'UTC'],
  ])('is found by "%s"', (text, zone) => {
    expect(find(zones, text).map(({ value }) => value)).toContain(zone);
  });
});

describe('the address of a slug', () => {
  it('stands before the host, in place of the one that is there', () => {
    expect(addressOfSlug('new', 'acme', 'pay.example.com')).toBe('new.pay.example.com');
    expect(addressOfSlug('new', 'acme', 'acme.pay.example.com')).toBe('new.pay.example.com');
    expect(addressOfSlug('new', 'acme', 'localhost:3000')).toBe('new.localhost:3000');
    expect(addressOfSlug('new', 'acme', '127.0.0.1:3000')).toBeUndefined();
  });
});
