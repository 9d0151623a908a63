import { remembered } from './locale';

export interface MoneyFormats {
  /**
   * The one function that writes money. `amount` is in major units, as the API sends it; `full` has
   * every minor unit, `compact` fits a tile (€1.20m).
   */
  formatMoney(amount: number, currency: string, style?: 'full' | 'compact'): string;
  /** Axis labels: always short, never decimals a chart has no room for. */
  formatMoneyAxis(amount: number, currency: string): string;
}

const COMPACT_FROM = 100_000;
/** Of any ISO 4217 currency. ICU gives some fewer than ISO (IQD 0, not 3): no cent is rounded away. */
const MOST_DECIMALS = 4;

export function moneyFormats(locale: string): MoneyFormats {
  const formatters = (options: Intl.NumberFormatOptions) =>
    remembered(
      (currency) =>
        new Intl.NumberFormat(locale, {
          style: 'currency',
          currency,
          currencyDisplay: 'narrowSymbol',
          ...options,
        }),
    );
  const full = formatters({ maximumFractionDigits: MOST_DECIMALS });
  // As many digits for €1.00m as for €1.74m: figures side by side are read as equally exact.
  const compact = formatters({
    notation: 'compact',
    minimumFractionDigits: 2,
    maximumFractionDigits: 2,
  });
  const axis = formatters({
    notation: 'compact',
    minimumFractionDigits: 0,
    maximumFractionDigits: 1,
  });
  return {
    formatMoney(amount, currency, style = 'full') {
      const short = style === 'compact' && Math.abs(amount) >= COMPACT_FROM;
      return (short ? compact : full)(currency).format(amount);
    },
    formatMoneyAxis: (amount, currency) => axis(currency).format(amount),
  };
}
