import type {
  ContactPersonInput,
  Customer,
  CustomerChange,
  NewCustomer,
} from '@cashbeat/shared-types';
import type { Formats } from '@cashbeat/utils';
import { z } from 'zod';

/** What is typed into the form of a customer; all of it text but lists. */
export interface CustomerValues {
  name: string;
  email: string;
  phone: string;
  outstandingAmount: string;
  currency: string;
  dueDate: string;
  address: string;
  contacts: ContactValues[];
  externalId: string;
  tags: string[];
  notes: string;
  /** Empty for nobody. */
  agentId: string;
}

export interface ContactValues {
  name: string;
  role: string;
  email: string;
  phone: string;
}

export const NO_CONTACT: ContactValues = { name: '', role: '', email: '', phone: '' };
export const MOST_CONTACTS = 10;
export const MOST_TAGS = 20;
export const MOST_TAG = 40;

const EMAIL = /^[^\s@,;<>]+@[^\s@,;<>]+\.[^\s@,;<>.]+$/;
const PHONE = /^[+(]?[0-9][0-9 ()/.-]*[0-9]$/;

const text = (most: number) => z.string().trim().max(most, `Use at most ${most} characters.`);
const email = text(254).regex(
  new RegExp(`^$|${EMAIL.source}`),
  'Enter a whole e-mail address, like ana@example.com.',
);
const phone = text(40).regex(
  new RegExp(`^$|${PHONE.source}`),
  'Enter a phone number, like +49 30 901820.',
);
export const day = z
  .string()
  .refine((typed) => typed === '' || (typed >= '2000' && typed < '2200'), {
    error: 'Enter a day between the years 2000 and 2199.',
  });

const contact = z.object({
  name: text(200).min(1, 'Enter their name.'),
  role: text(100),
  email,
  phone,
});

/** `anew`: a due date is of an amount that is typed beside it. */
export function customerSchema({ readAmount }: Formats, anew: boolean) {
  return z
    .object({
      name: text(200).min(1, 'Enter a name.'),
      email,
      phone,
      outstandingAmount: z.string().trim(),
      currency: z.string(),
      dueDate: day,
      address: text(500),
      contacts: z.array(contact),
      externalId: text(128),
      tags: z.array(z.string()),
      notes: text(5_000),
      agentId: z.string(),
    })
    .superRefine(({ outstandingAmount, currency, dueDate }, { addIssue }) => {
      if (outstandingAmount === '') {
        if (!anew || dueDate === '') return;
        const message = 'Enter what is due then.';
        addIssue({ code: 'custom', path: ['outstandingAmount'], message });
        return;
      }
      const message = readAmount(outstandingAmount, currency).fault;
      if (message) addIssue({ code: 'custom', path: ['outstandingAmount'], message });
    });
}

export function emptyValues(currency: string): CustomerValues {
  return {
    name: '',
    email: '',
    phone: '',
    outstandingAmount: '',
    currency,
    dueDate: '',
    address: '',
    contacts: [],
    externalId: '',
    tags: [],
    notes: '',
    agentId: '',
  };
}

export function valuesOf(customer: Customer, { typedAmount }: Formats): CustomerValues {
  const { outstandingAmount, currency } = customer;
  return {
    name: customer.name,
    email: customer.email ?? '',
    phone: customer.phone ?? '',
    outstandingAmount: outstandingAmount > 0 ? typedAmount(outstandingAmount, currency) : '',
    currency,
    dueDate: customer.dueDate ?? '',
    address: customer.address ?? '',
    contacts: customer.contacts.map((person) => ({
      name: person.name,
      role: person.role ?? '',
      email: person.email ?? '',
      phone: person.phone ?? '',
    })),
    externalId: customer.externalId ?? '',
    tags: customer.tags,
    notes: customer.notes ?? '',
    agentId: customer.agent?.id ?? '',
  };
}

/** What the API is told; null where nothing is typed. */
function wireOf(values: CustomerValues, { readAmount }: Formats) {
  const given = (typed: string) => typed.trim() || null;
  const amount = given(values.outstandingAmount);
  return {
    name: values.name.trim(),
    email: given(values.email),
    phone: given(values.phone),
    outstandingAmount: amount && (readAmount(amount, values.currency).amount ?? null),
    dueDate: given(values.dueDate),
    address: given(values.address),
    contacts: values.contacts.map((person): ContactPersonInput => ({
      name: person.name.trim(),
      role: given(person.role),
      email: given(person.email),
      phone: given(person.phone),
    })),
    externalId: given(values.externalId),
    tags: values.tags,
    notes: given(values.notes),
    agentId: given(values.agentId),
  };
}

export function newCustomerOf(values: CustomerValues, formats: Formats): NewCustomer {
  const given = Object.entries(wireOf(values, formats)).filter(
    ([, value]) => value !== null && !(Array.isArray(value) && value.length === 0),
  );
  return { ...Object.fromEntries(given), currency: values.currency } as NewCustomer;
}

export type ChangedFields = Omit<CustomerChange, 'version'>;

/** What is otherwise than before, as the API is told; an amount or a day is never taken away by it. */
export function changesOf(
  before: CustomerValues,
  after: CustomerValues,
  formats: Formats,
): ChangedFields {
  const [old, now] = [wireOf(before, formats), wireOf(after, formats)];
  const changed = Object.entries(now).filter(
    ([field, value]) =>
      JSON.stringify(value) !== JSON.stringify(old[field as keyof typeof old]) &&
      !(value === null && (field === 'outstandingAmount' || field === 'dueDate')),
  );
  return Object.fromEntries(changed);
}

/** What the fields are called, also where two versions of them stand side by side. */
export const LABELS: Record<keyof CustomerValues, string> = {
  name: 'Name',
  email: 'E-mail address',
  phone: 'Phone',
  outstandingAmount: 'Outstanding amount',
  currency: 'Currency',
  dueDate: 'Due date',
  address: 'Address',
  contacts: 'Contact persons',
  externalId: 'External id',
  tags: 'Tags',
  notes: 'Notes',
  agentId: 'Agent',
};
