import type { Notification, NotificationAmount } from '@cashbeat/shared-types';
import type { Formats } from '@cashbeat/utils';

type Words = Pick<Formats, 'formatMoney' | 'formatCount' | 'formatDay'>;

/** What a notification tells, in a sentence: "Stadtwerke GmbH paid 3 times, €310.00". */
export function notificationWords(told: Notification, words: Words): string {
  const sum = inMoney(told.amounts, words);
  const name = told.customerId === null ? undefined : (told.customerName ?? 'A customer');
  switch (told.type) {
    case 'payment_received':
      return paymentWords(told.count, name, sum, words);
    case 'payment_refunded':
      return refundWords(told.count, name, sum, words);
    case 'payment_overdue':
      return overdueWords(told, name, sum, words);
    case 'customer_added':
      return name === undefined
        ? `${counted(told.count, 'new customer', words)}${after(', owing ', sum)}`
        : `New customer ${name}${after(', owes ', sum)}`;
    case 'import_finished':
      return importWords(told, words);
  }
}

function paymentWords(count: number, name: string | undefined, sum: string, words: Words): string {
  if (name === undefined) {
    return `${counted(count, 'payment', words)} of several customers${after(', ', sum)}`;
  }
  if (count === 1) return `${name} paid${after(' ', sum)}`;
  return `${name} paid ${words.formatCount(count)} times${after(', ', sum)}`;
}

function refundWords(count: number, name: string | undefined, sum: string, words: Words): string {
  const to = name ?? 'several customers';
  if (count === 1 && name !== undefined) return `Refund${after(' of ', sum)} to ${to}`;
  return `${counted(count, 'refund', words)} to ${to}${after(', ', sum)}`;
}

function overdueWords(
  { count, dueDate, amounts }: Notification,
  name: string | undefined,
  sum: string,
  words: Words,
): string {
  if (name === undefined) {
    return `${counted(count, 'customer', words)} became overdue${after(', ', sum)}`;
  }
  if (sum === '') return `${name} is overdue`;
  const was = amounts.length === 1 ? 'was' : 'were';
  return `${name} is overdue: ${sum} ${was} due${dueDate ? ` ${dayOf(dueDate, words)}` : ''}`;
}

function importWords({ count, fileName }: Notification, words: Words): string {
  const what = counted(count, 'customer', words);
  return `Import${after(' of ', fileName ?? '')} finished: ${what} added or changed`;
}

/** On one line, whatever is broken around it. */
function dayOf(day: string, { formatDay }: Words): string {
  return formatDay(day, 'UTC').replaceAll(' ', '\u00a0');
}

/** "€120.00", "€120.00 and $30.00"; empty without any. */
function inMoney(amounts: readonly NotificationAmount[], { formatMoney }: Words): string {
  const sums = amounts.map(({ amount, currency }) => formatMoney(amount, currency));
  return new Intl.ListFormat('en-GB', { type: 'conjunction' }).format(sums);
}

function after(words: string, sum: string): string {
  return sum && words + sum;
}

function counted(count: number, noun: string, { formatCount }: Words): string {
  return `${formatCount(count)} ${noun}${count === 1 ? '' : 's'}`;
}
