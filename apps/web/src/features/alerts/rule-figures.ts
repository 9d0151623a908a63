import type { Formats } from '@cashbeat/utils';
import {
  type AlertBaseline,
  type AlertCondition,
  type AlertMeasure,
  type AlertSeverity,
  isMoney,
  isRelative,
} from './alert-types';

/** A rule as it stands in the fields: numbers as people type them, shares in per cent. */
export interface RuleFields {
  name: string;
  severity: AlertSeverity;
  measure: AlertMeasure;
  condition: AlertCondition;
  baseline: AlertBaseline;
  threshold: string;
  clearThreshold: string;
  minimumCount: string;
  minimumChange: string;
  windowMinutes: string;
  forMinutes: string;
  cooldownMinutes: string;
  currency: string;
  method: string;
  email: string[];
  webhooks: string[];
}

export type FigureUnit = 'percent' | 'points' | 'money' | 'count';

type Watching = Pick<RuleFields, 'measure' | 'condition' | 'currency'>;

/** What the threshold is typed in: a change is a share of what was before. */
export function thresholdUnit({ measure, condition }: Omit<Watching, 'currency'>): FigureUnit {
  if (isRelative(condition) || measure === 'failure_rate') return 'percent';
  return isMoney(measure) ? 'money' : 'count';
}

export function changeUnit({ measure }: Pick<Watching, 'measure'>): FigureUnit {
  if (measure === 'failure_rate') return 'points';
  return isMoney(measure) ? 'money' : 'count';
}

/** Whether few payments are no evidence: of a floor under counts, few are what is looked for. */
export function takesMinimumCount({ measure, condition }: Omit<Watching, 'currency'>): boolean {
  return condition !== 'below' || measure === 'failure_rate';
}

type Reading = { figure: number; fault?: undefined } | { fault: string };

/** A figure as typed, in the unit that the API takes. */
export function readFigure(
  text: string,
  unit: FigureUnit,
  currency: string,
  { readAmount }: Formats,
): Reading {
  if (unit === 'money') {
    const { amount, fault } = readAmount(text, currency);
    return fault === undefined ? { figure: amount } : { fault };
  }
  const typed = text.trim().replace(',', '.');
  if (!/^\d{1,9}(\.\d{1,4})?$/.test(typed)) return { fault: 'Type a number, such as 20.' };
  const figure = Number(typed);
  if (unit === 'count') {
    return Number.isInteger(figure) ? { figure } : { fault: 'Type a whole number.' };
  }
  return { figure: Number((figure / 100).toFixed(6)) };
}

/** A figure of the API as it is typed. */
export function writeFigure(
  figure: number,
  unit: FigureUnit,
  currency: string,
  { typedAmount, spellAmount }: Formats,
): string {
  if (unit === 'money') return typedAmount(figure, currency);
  if (unit === 'count') return String(figure);
  return spellAmount(String(Number((figure * 100).toFixed(4))));
}
