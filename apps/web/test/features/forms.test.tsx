import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import {
  email,
  Form,
  newPassword,
  NewPasswordField,
  SubmitButton,
  TextField,
  useZodForm,
} from '@/features/forms';
import { requirementsOf, strengthOf } from '@/features/forms/password-strength';
import type { RequestFailure } from '@/store/request-failure';
import { renderWithStore } from '../support/render';

const SCHEMA = z.object({ email, password: newPassword });

function Example({ send }: { send: () => Promise<unknown> }) {
  const form = useZodForm(SCHEMA, { email: '', password: '' });
  return (
    <Form form={form} onSubmit={send} fieldOfCode={{ email_taken: 'email' }}>
      <TextField name="email" label="E-mail" help="Never shown to others." />
      <NewPasswordField name="password" label="Password" />
      <SubmitButton>Send</SubmitButton>
    </Form>
  );
}

const refusal = (change: Partial<RequestFailure>): RequestFailure => ({
  status: 422,
  code: 'invalid_request',
  title: 'Invalid request',
  detail: 'something is wrong',
  requestId: 'req_7',
  errors: [],
  ...change,
});

async function fill() {
  await userEvent.type(screen.getByLabelText('E-mail'), 'ana@example.com');
  await userEvent.type(screen.getByLabelText('Password'), 'a long sentence');
}

const press = () => userEvent.click(screen.getByRole('button', { name: 'Send' }));

describe('a form', () => {
  it('says what is wrong where, in words, and goes to the first of it', async () => {
    const send = vi.fn();
    renderWithStore(<Example send={send} />);
    await userEvent.type(screen.getByLabelText('Password'), 'short');
    await press();
    const field = screen.getByLabelText('E-mail');
    expect(field).toBeInvalid();
    expect(field).toHaveAccessibleDescription('Enter an e-mail address. Never shown to others.');
    expect(field).toHaveFocus();
    expect(screen.getByLabelText('Password')).toHaveAccessibleDescription(
      /Use at least 10 characters; this has 5\./,
    );
    expect(send).not.toHaveBeenCalled();
    await userEvent.type(field, 'ana@example.com');
    expect(field).toBeValid();
  });

  it('puts what the API refuses onto the field that it is about', async () => {
    const errors = [
      { field: 'password', code: 'password_common', message: 'is one of the common passwords' },
      { field: 'query.x', code: 'odd', message: 'is odd' },
    ];
    renderWithStore(<Example send={() => Promise.resolve(refusal({ errors }))} />);
    await fill();
    await press();
    const field = screen.getByLabelText('Password');
    await waitFor(() => expect(field).toHaveFocus());
    expect(field).toHaveAccessibleDescription(/^This is one of the common passwords\./);
    expect(screen.getByRole('alert')).toHaveTextContent('This is odd.Request req_7');
  });

  it('knows the field of a code that names none', async () => {
    const taken = refusal({
      status: 409,
      code: 'email_taken',
      detail: 'This address has an account.',
    });
    renderWithStore(<Example send={() => Promise.resolve(taken)} />);
    await fill();
    await press();
    const field = screen.getByLabelText('E-mail');
    await waitFor(() => expect(field).toBeInvalid());
    expect(field).toHaveAccessibleDescription(/^This address has an account\./);
    expect(screen.queryByRole('alert')).toBeNull();
  });

  it('tells a failure as a whole above, with the id to quote, and forgets it with the next try', async () => {
    // As in newer browsers, where scrolling answers with a promise.
    Element.prototype.scrollIntoView = vi.fn(() => Promise.resolve()) as never;
    const send = vi
      .fn()
      .mockResolvedValueOnce(refusal({ status: 503, detail: 'The database does not answer.' }));
    renderWithStore(<Example send={send} />);
    await fill();
    await press();
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'The database does not answer.Request req_7',
    );
    await press();
    await waitFor(() => expect(screen.queryByRole('alert')).toBeNull());
  });

  it('is sent once, however often it is pressed', async () => {
    const send = vi.fn(() => new Promise<never>(() => undefined));
    renderWithStore(<Example send={send} />);
    await fill();
    await press();
    await userEvent.type(screen.getByLabelText('E-mail'), '{Enter}{Enter}');
    expect(send).toHaveBeenCalledTimes(1);
  });

  it('lets a password be looked at', async () => {
    renderWithStore(<Example send={vi.fn()} />);
    const field = screen.getByLabelText('Password');
    expect(field).toHaveAttribute('type', 'password');
    await userEvent.click(screen.getByRole('button', { name: 'Show the password' }));
    expect(field).toHaveAttribute('type', 'text');
  });
});

describe('a new password', () => {
  it('is counted in characters as the API counts them', () => {
    expect(newPassword.safeParse('🔑'.repeat(9)).success).toBe(false);
    expect(newPassword.safeParse('🔑'.repeat(10)).success).toBe(true);
  });

  it('shows what it fulfils', () => {
    const met = (password: string) =>
      requirementsOf(password, ['Ana Kovalenko', 'ana.kovalenko@example.com']).map(
        (one) => one.met,
      );
    expect(met('')).toEqual([false, false, false]);
    expect(met('ana kovalenko')).toEqual([true, false, false]);
    expect(met('a long sentence')).toEqual([true, true, false]);
  });

  it.each([
    ['aaaaaaaaaaaaaaaa', 'Too weak'],
    ['short', 'Too weak'],
    ['lowercasing', 'Fair'],
    ['a long sentence you remember', 'Strong'],
  ])('%s is %s', (password, word) => expect(strengthOf(password, []).word).toBe(word));
});
