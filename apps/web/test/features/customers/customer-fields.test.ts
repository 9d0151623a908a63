import { formatsFor } from '@cashbeat/utils';
import { describe, expect, it } from 'vitest';
import { chargeChangesOf, valuesOfCharge } from '@/features/customers/charge-fields';
import {
  changesOf,
  customerSchema,
  emptyValues,
  newCustomerOf,
  valuesOf,
} from '@/features/customers/customer-fields';
import { charge, customer } from '../../support/customers';

const formats = formatsFor('de-DE');
const faultsOf = (change: object, anew = true) => {
  const { error } = customerSchema(formats, anew).safeParse({
    ...emptyValues('EUR'),
    name: 'A',
    ...change,
  });
  return Object.fromEntries(
    error?.issues.map(({ path, message }) => [path.join('.'), message]) ?? [],
  );
};

describe('what is typed of a customer', () => {
  it('needs a name and nothing else', () => {
    expect(faultsOf({})).toEqual({});
    expect(faultsOf({ name: ' ' })).toEqual({ name: 'Enter a name.' });
  });

  it('is told what is wrong with it, each at its field', () => {
    const faults = faultsOf({
      email: 'nonsense',
      phone: 'abc',
      outstandingAmount: '1.500',
      dueDate: '0020-01-01',
      contacts: [{ name: '', role: '', email: 'x@y', phone: '' }],
    });
    expect(Object.keys(faults).toSorted()).toEqual([
      'contacts.0.email',
      'contacts.0.name',
      'dueDate',
      'email',
      'outstandingAmount',
      'phone',
    ]);
    expect(faults.outstandingAmount).toMatch(/two things/);
  });

  it('is of an amount where it has a due date, but for one that is owed already', () => {
    expect(faultsOf({ dueDate: '2026-12-31' })).toHaveProperty('outstandingAmount');
    expect(faultsOf({ dueDate: '2026-12-31' }, false)).toEqual({});
  });

  it('tells the API what is there and nothing of what is not', () => {
    const values = {
      ...emptyValues('EUR'),
      name: 'Ana',
      outstandingAmount: '1250,5',
      tags: ['north'],
      contacts: [{ name: 'Grace', role: '', email: '', phone: '' }],
    };
    expect(newCustomerOf(values, formats)).toEqual({
      name: 'Ana',
      outstandingAmount: 1250.5,
      currency: 'EUR',
      tags: ['north'],
      contacts: [{ name: 'Grace', role: null, email: null, phone: null }],
    });
  });

  it('changes only what is otherwise, and takes away what was emptied', () => {
    const before = valuesOf(customer(1, { phone: '+49 1', notes: 'Old' }), formats);
    expect(changesOf(before, before, formats)).toEqual({});
    const after = { ...before, phone: '', notes: 'New', outstandingAmount: '' };
    expect(changesOf(before, after, formats)).toEqual({ phone: null, notes: 'New' });
    expect(changesOf(before, { ...before, outstandingAmount: '100,0' }, formats)).toEqual({});
    expect(changesOf(before, { ...before, outstandingAmount: '70' }, formats)).toEqual({
      outstandingAmount: 70,
    });
  });

  it('changes only what is otherwise of a charge', () => {
    const old = charge(1);
    const values = valuesOfCharge(old, formats);
    expect(chargeChangesOf(old, values, formats)).toEqual({});
    expect(chargeChangesOf(old, { ...values, amount: '90', description: '' }, formats)).toEqual({
      amount: 90,
      description: null,
    });
  });
});
