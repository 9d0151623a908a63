export interface MoneyFormat {
  /** `full` has every minor unit, `compact` fits a tile or an axis (€1.2M). */
  style?: 'full' | 'compact';
  locale?: string;
}

const COMPACT_FROM = 100_000;
/** Of any ISO 4217 currency. ICU gives some fewer than ISO (IQD 0, not 3): no cent is rounded away. */
const MOST_DECIMALS = 4;
const formatters = new Map<string, Intl.NumberFormat>();

/** The one function that writes money. `amount` is in major units, as the API sends it. */
export function formatMoney(
  amount: number,
  currency: string,
  { style = 'full', locale = 'en' }: MoneyFormat = {},
): string {
  const compact = style === 'compact' && Math.abs(amount) >= COMPACT_FROM;
  return formatterFor(currency, compact, locale).format(amount);
}

/** Axis labels: always short, never decimals a chart has no room for. */
export function formatMoneyAxis(amount: number, currency: string, locale = 'en'): string {
  const key = `axis:${currency}:${locale}`;
  return cached(key, () =>
    currencyFormat(locale, currency, {
      notation: 'compact',
      minimumFractionDigits: 0,
      maximumFractionDigits: 1,
    }),
  ).format(amount);
}

function formatterFor(currency: string, compact: boolean, locale: string): Intl.NumberFormat {
  const key = `${compact ? 'compact' : 'full'}:${currency}:${locale}`;
  return cached(key, () =>
    currencyFormat(
      locale,
      currency,
      // As many digits for €1.00M as for €1.74M: figures side by side are read as equally exact.
      compact
        ? { notation: 'compact', minimumFractionDigits: 2, maximumFractionDigits: 2 }
        : { maximumFractionDigits: MOST_DECIMALS },
    ),
  );
}

function currencyFormat(
  locale: string,
  currency: string,
  options: Intl.NumberFormatOptions,
): Intl.NumberFormat {
  return new Intl.NumberFormat(locale, {
    style: 'currency',
    currency,
    currencyDisplay: 'narrowSymbol',
    ...options,
  });
}

function cached(key: string, make: () => Intl.NumberFormat): Intl.NumberFormat {
  const known = formatters.get(key);
  if (known) return known;
  const made = make();
  formatters.set(key, made);
  return made;
}
