import type { MoneyFormats } from './format-money';

/** ISO 4217 where it is not two, as the API has it; ICU rounds further (HUF and IQD to 0). */
const DECIMALS = new Map([
  ...listed(
    0,
    'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF' +
      ' ADP BEF BYB BYR ESP GRD ITL LUF MGF PTE TPE TRL',
  ),
  ...listed(3, 'BHD IQD JOD KWD LYD OMR TND'),
  ...listed(4, 'CLF UYW'),
]);
/** The most that the API takes, in minor units. */
const MOST_MINOR = 1_000_000_000_000;

export type TypedAmount =
  { amount: number; fault?: undefined } | { fault: string; amount?: undefined };

export interface AmountReading {
  /**
   * Reads an amount that a person typed, in major units of `currency`.
   *
   * Taken, where the decimal sign is a point: `1500`, `1500.5`, `1,500.00`, `1 500.00` and
   * `1,234,567`. Refused with a reason: everything that could mean two things (`1,500` is another
   * amount in Berlin than in London) or that no cash box knows.
   */
  readAmount(text: string, currency: string): TypedAmount;
  /** An amount as `readAmount` takes it: 947.09, never €947.09 or 1,947.09. */
  typedAmount(amount: number, currency: string): string;
  /** The digits of an amount as the API has it, `947.5`, with the decimal sign of the place. */
  spellAmount(digits: string): string;
}

export function amountReading(
  locale: string,
  { formatMoney }: Pick<MoneyFormats, 'formatMoney'>,
): AmountReading {
  const [decimal, other, named] = decimalSign(locale) === ',' ? COMMA : POINT;
  const grouped = new RegExp(String.raw`^[1-9]\d{0,2}([${other}]\d{3})+([${decimal}]\d+)?$`);
  const spellAmount = (digits: string) => digits.replace('.', decimal);
  const typedAmount = (amount: number, currency: string) =>
    spellAmount(amount.toFixed(decimalsOf(currency)));

  function readAmount(text: string, currency: string): TypedAmount {
    const typed = ungrouped(text.trim());
    const example = typedAmount(1500, currency);
    if (typed === '') return { fault: 'Type an amount.' };
    if (/^[-−+]/.test(typed)) return { fault: 'Type an amount without a sign.' };
    if (!/^\d[\d.,]*$/.test(typed)) return { fault: `Type digits only, such as ${example}.` };
    const clear = typed.includes(decimal) || typed.indexOf(other) !== typed.lastIndexOf(other);
    if (typed.includes(other) && !(grouped.test(typed) && clear)) {
      return { fault: `A ${named} could mean two things: type it as ${example}.` };
    }
    const match = /^(\d+)(?:\.(\d+))?$/.exec(typed.replaceAll(other, '').replace(decimal, '.'));
    if (!match) return { fault: `Type an amount such as ${example}.` };
    const digits = decimalsOf(currency);
    if ((match[2]?.length ?? 0) > digits) return { fault: tooFine(currency, digits) };
    const amount = Number(match[0]);
    if (amount === 0) return { fault: 'Type an amount above zero.' };
    const most = MOST_MINOR / 10 ** digits;
    if (amount > most) return { fault: `At most ${formatMoney(most, currency)}.` };
    return { amount };
  }

  return { readAmount, typedAmount, spellAmount };
}

/** The decimal sign, the one that groups thousands instead, and what that is called. */
const POINT = ['.', ',', 'comma'] as const;
const COMMA = [',', '.', 'point'] as const;
/** Between groups of three digits, a space or an apostrophe means one thing everywhere. */
const SPACED = /^[1-9]\d{0,2}([\s'’]\d{3})+([.,]\d+)?$/;

function ungrouped(text: string): string {
  return SPACED.test(text) ? text.replace(/[\s'’]/g, '') : text;
}

function decimalSign(locale: string): string | undefined {
  const parts = new Intl.NumberFormat(locale).formatToParts(0.5);
  return parts.find(({ type }) => type === 'decimal')?.value;
}

/** `whole` without `part`, exact to the minor unit. */
export function moneyLeft(whole: number, part: number, currency: string): number {
  const minor = 10 ** decimalsOf(currency);
  return (Math.round(whole * minor) - Math.round(part * minor)) / minor;
}

function tooFine(currency: string, digits: number): string {
  return digits === 0 ? `${currency} has no decimals.` : `${currency} has ${digits} decimals.`;
}

function decimalsOf(currency: string): number {
  return DECIMALS.get(currency) ?? 2;
}

function listed(digits: number, codes: string): [string, number][] {
  return codes.split(' ').map((code) => [code, digits]);
}
