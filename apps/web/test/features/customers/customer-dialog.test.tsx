import { configure, fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { http, HttpResponse } from 'msw';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import CustomerDialog from '@/features/customers/customer-dialog';
import { customer } from '../../support/customers';
import { enter } from '../../support/enter';
import { answerSurroundings, member, problem } from '../../support/people';
import { renderPage } from '../../support/render-page';
import { ORIGIN, server } from '../../support/server';

// A dialog is a lot to draw, and to work out hidden roles of, for a busy machine.
configure({ asyncUtilTimeout: 6_000, defaultHidden: true });

const onClose = vi.fn();

beforeEach(() => {
  onClose.mockReset();
  answerSurroundings();
  server.use(http.get(`${ORIGIN}/api/members`, () => HttpResponse.json([member()])));
});

const press = async (name: string | RegExp) =>
  fireEvent.click(await screen.findByRole('button', { name }));

describe('a new customer', () => {
  async function answering(...answers: (() => Response)[]) {
    const sent: { body: unknown; key: string | null }[] = [];
    server.use(
      http.post(`${ORIGIN}/api/customers`, async ({ request }) => {
        sent.push({ body: await request.json(), key: request.headers.get('idempotency-key') });
        return (answers[sent.length - 1] ?? answers.at(-1)!)() as never;
      }),
    );
    renderPage(<CustomerDialog onClose={onClose} />);
    await screen.findByRole('dialog', { name: 'New customer' });
    return sent;
  }

  it('is told off for a field once it is left, and recorded with what was typed', async () => {
    const sent = await answering(() => HttpResponse.json(customer(9), { status: 201 }) as never);
    const email = screen.getByLabelText(/^E-mail address/);
    await userEvent.type(email, 'nonsense');
    expect(email).not.toHaveAccessibleDescription();
    await userEvent.tab();
    await waitFor(() => expect(email).toHaveAttribute('aria-invalid', 'true'));
    expect(email).toHaveAccessibleDescription(/whole e-mail address/);
    enter(email, 'ap@musterstadt.example');
    enter(screen.getByLabelText('Name'), 'Musterstadt');
    enter(screen.getByLabelText(/^Outstanding amount/), '1,250.00');
    enter(screen.getByLabelText('Due date'), '2026-12-31');
    await userEvent.type(screen.getByLabelText(/^Tags/), 'north{Enter}North{Enter}south,');
    await press('Add a contact person');
    const person = screen.getByRole('group', { name: 'Contact person 1' });
    enter(within(person).getByLabelText('Name'), 'Grace Hopper');
    await press('Record the customer');
    await waitFor(() => expect(onClose).toHaveBeenCalled());
    expect(sent[0]!.body).toEqual({
      name: 'Musterstadt',
      email: 'ap@musterstadt.example',
      outstandingAmount: 1250,
      currency: 'EUR',
      dueDate: '2026-12-31',
      tags: ['north', 'south'],
      contacts: [{ name: 'Grace Hopper', role: null, email: null, phone: null }],
    });
  });

  it('shows each fault of the server at its field, and repeats what it meant once', async () => {
    const sent = await answering(
      () => problem(500, 'internal', 'It broke.') as never,
      () =>
        problem(422, 'invalid_request', 'Several faults', [
          { field: 'phone', code: 'x', message: 'is no phone number' },
          { field: 'contacts.0.email', code: 'x', message: 'is unknown' },
        ]) as never,
      () => problem(409, 'external_id_taken', 'Another customer has this external id') as never,
    );
    enter(screen.getByLabelText('Name'), 'Ana');
    await press('Add a contact person');
    const person = screen.getByRole('group', { name: 'Contact person 1' });
    enter(within(person).getByLabelText('Name'), 'Grace');
    await press('Record the customer');
    expect(await screen.findByText('It broke.')).toBeVisible();
    await press('Record the customer');
    await waitFor(() =>
      expect(screen.getAllByLabelText(/^Phone/)[0]).toHaveAccessibleDescription(
        'This is no phone number.',
      ),
    );
    expect(within(person).getByLabelText(/^E-mail/)).toHaveAccessibleDescription(
      'This is unknown.',
    );
    expect(sent[1]!.key).toBe(sent[0]!.key);
    enter(screen.getAllByLabelText('Name')[0]!, 'Ana K.');
    enter(screen.getAllByLabelText(/^Phone/)[0]!, '+49 1');
    enter(within(person).getByLabelText(/^E-mail/), 'g@example.com');
    await press('Record the customer');
    expect(await screen.findByText('Another customer has this external id.')).toBeVisible();
    expect(sent[2]!.key).not.toBe(sent[0]!.key);
    expect(onClose).not.toHaveBeenCalled();
  });

  it('is thrown away only when asked for', async () => {
    await answering(() => HttpResponse.json({}) as never);
    enter(screen.getByLabelText('Name'), 'Ana');
    await press('Cancel');
    expect(onClose).not.toHaveBeenCalled();
    await press('Throw it away');
    expect(onClose).toHaveBeenCalled();
  });
});

describe('a change of a customer that somebody else changed meanwhile', () => {
  const first = customer(1, { phone: '+49 1', notes: 'Old' });
  const theirs = customer(1, { phone: '+49 2', notes: 'Theirs', externalId: 'K-9', version: 4 });

  function answering(fields: string[]) {
    const sent: object[] = [];
    server.use(
      http.patch(`${ORIGIN}/api/customers/cus_1`, async ({ request }) => {
        sent.push((await request.json()) as object);
        if (sent.length > 1) return HttpResponse.json(customer(1, { version: 5 }));
        const answer = {
          code: 'customer_changed_meanwhile',
          title: 'Changed',
          detail: 'Somebody changed it.',
          current: theirs,
          fields,
        };
        return HttpResponse.json(answer, { status: 409 });
      }),
    );
    renderPage(<CustomerDialog customer={first} onClose={onClose} />);
    return sent;
  }

  it('shows yours beside theirs, field by field, and saves what is chosen', async () => {
    const sent = answering(['email', 'phone', 'notes']);
    enter(screen.getAllByLabelText(/^E-mail/)[0]!, 'mine@example.com');
    enter(screen.getAllByLabelText(/^Phone/)[0]!, '+49 3');
    enter(screen.getByLabelText(/^Notes/), 'Mine');
    await press('Save');
    const clashes = await screen.findByRole('group', { name: 'Changed by somebody else' });
    const phone = within(clashes).getByRole('group', { name: 'Phone' });
    expect(within(clashes).getAllByRole('radio')).toHaveLength(4);
    const notes = within(clashes).getByRole('group', { name: 'Notes' });
    expect(within(phone).getByRole('radio', { name: 'Yours: +49 3' })).toBeChecked();
    expect(within(notes).getByRole('radio', { name: 'Theirs: Theirs' })).not.toBeChecked();
    // What they changed and nobody else did is taken up.
    expect(screen.getByLabelText(/^External id/)).toHaveValue('K-9');
    await userEvent.click(within(phone).getByRole('radio', { name: /^Theirs/ }));
    expect(screen.getAllByLabelText(/^Phone/)[0]).toHaveValue('+49 2');
    expect(screen.getByLabelText(/^Notes/)).toHaveValue('Mine');
    // Nothing typed is lost: it can be taken back.
    await userEvent.click(within(notes).getByRole('radio', { name: /^Theirs/ }));
    await userEvent.click(within(notes).getByRole('radio', { name: /^Yours/ }));
    expect(screen.getByLabelText(/^Notes/)).toHaveValue('Mine');
    await press('Save what is chosen');
    await waitFor(() => expect(onClose).toHaveBeenCalled());
    expect(sent).toEqual([
      { email: 'mine@example.com', phone: '+49 3', notes: 'Mine', version: 1 },
      { email: 'mine@example.com', notes: 'Mine', version: 4 },
    ]);
  });

  it('is saved without a question where the two touch nothing in common', async () => {
    const sent = answering(['name']);
    enter(screen.getByLabelText('Name'), 'Renamed');
    await press('Save');
    await waitFor(() => expect(onClose).toHaveBeenCalled());
    expect(sent).toEqual([
      { name: 'Renamed', version: 1 },
      { name: 'Renamed', version: 4 },
    ]);
  });

  it('is of no amount while several charges are open', () => {
    renderPage(<CustomerDialog customer={customer(1, { openCharges: 2 })} onClose={onClose} />);
    expect(screen.queryByLabelText(/^Outstanding amount/)).toBeNull();
    expect(screen.getByText(/2 charges are open/)).toBeVisible();
  });
});
