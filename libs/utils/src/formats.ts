import { type MoneyFormats, moneyFormats } from './format-money';
import { type NumberFormats, numberFormats } from './format-number';
import { type TimeFormats, timeFormats } from './format-time';
import { formattingLocale, remembered } from './locale';
import { type AmountReading, amountReading } from './typed-amount';

/** How amounts, numbers and times are written and read somewhere. */
export interface Formats extends MoneyFormats, NumberFormats, TimeFormats, AmountReading {}

/** The formats of a BCP 47 tag, the same object whenever it is asked for. */
export const formatsFor: (locale: string) => Formats = remembered((locale) => {
  const tag = formattingLocale(locale);
  const money = moneyFormats(tag);
  return {
    ...money,
    ...numberFormats(tag),
    ...timeFormats(tag),
    ...amountReading(tag, money),
  };
});
