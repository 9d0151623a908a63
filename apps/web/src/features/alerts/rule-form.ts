import type { AlertCriteria, AlertRule, NewAlertRule } from '@cashbeat/shared-types';
import type { Formats } from '@cashbeat/utils';
import { z } from 'zod';
import { name } from '@/features/forms';
import {
  type AlertMeasure,
  type AlertSeverity,
  isRelative,
  MEASURES,
  SEVERITIES,
} from './alert-types';
import { faultsOf } from './rule-faults';
import {
  changeUnit,
  type FigureUnit,
  readFigure,
  type RuleFields,
  takesMinimumCount,
  thresholdUnit,
  writeFigure,
} from './rule-figures';

export const CONDITIONS = ['above', 'below', 'rises_by', 'falls_by'] as const;
const MAX_WINDOW = 1_440;
const MAX_COOLDOWN = 10_080;

const minutes = (least: number, most: number) =>
  z
    .string()
    .trim()
    .regex(/^\d{1,6}$/, 'Type whole minutes.')
    .refine((text) => Number(text) >= least && Number(text) <= most, {
      error: `Between ${least} and ${most.toLocaleString('en')} minutes.`,
    });

/** Checks the fields as a whole, in the currency and the numbers of the organisation. */
export function ruleSchema(formats: Formats) {
  return z
    .object({
      name: name('what the rule is called'),
      severity: z.enum(SEVERITIES as [AlertSeverity, ...AlertSeverity[]]),
      measure: z.enum(MEASURES as [AlertMeasure, ...AlertMeasure[]]),
      condition: z.enum(CONDITIONS),
      baseline: z.enum(['day', 'week']),
      threshold: z.string(),
      clearThreshold: z.string(),
      minimumCount: z.string(),
      minimumChange: z.string(),
      windowMinutes: minutes(1, MAX_WINDOW),
      forMinutes: minutes(1, MAX_WINDOW),
      cooldownMinutes: minutes(0, MAX_COOLDOWN),
      currency: z.string(),
      method: z.string(),
      email: z.array(z.string()),
      webhooks: z.array(z.string()),
    })
    .superRefine((fields, context) => {
      const told = (path: keyof RuleFields, message: string) =>
        context.addIssue({ code: 'custom', path: [path], message });
      for (const [path, message] of faultsOf(fields, formats)) told(path, message);
    });
}

/** The rule that the fields describe; of fields without faults. */
export function ruleOf(fields: RuleFields, formats: Formats): NewAlertRule {
  const relative = isRelative(fields.condition);
  const unit = thresholdUnit(fields);
  const figure = (text: string, asked: FigureUnit) => {
    const reading = readFigure(text, asked, fields.currency, formats);
    return reading.fault === undefined ? reading.figure : 0;
  };
  const given = (text: string) => text.trim() !== '';
  return {
    name: fields.name.trim(),
    severity: fields.severity,
    measure: fields.measure,
    condition: fields.condition,
    threshold: figure(fields.threshold, unit),
    clearThreshold: given(fields.clearThreshold) ? figure(fields.clearThreshold, unit) : null,
    baseline: relative ? fields.baseline : null,
    minimumCount:
      takesMinimumCount(fields) && given(fields.minimumCount)
        ? figure(fields.minimumCount, 'count')
        : 0,
    minimumChange:
      relative && given(fields.minimumChange)
        ? figure(fields.minimumChange, changeUnit(fields))
        : 0,
    windowMinutes: Number(fields.windowMinutes),
    forMinutes: Number(fields.forMinutes),
    cooldownMinutes: Number(fields.cooldownMinutes),
    currency: fields.currency || null,
    method: fields.method || null,
    channels: { email: fields.email, webhooks: fields.webhooks },
  };
}

/** The fields of a rule that is there, to change it. */
export function fieldsOf(rule: AlertRule, formats: Formats): RuleFields {
  const currency = rule.currency ?? '';
  const write = (value: number, unit: FigureUnit) => writeFigure(value, unit, currency, formats);
  return {
    ...criteriaFields(rule),
    name: rule.name,
    severity: rule.severity,
    threshold: write(rule.threshold, thresholdUnit(rule)),
    clearThreshold:
      rule.clearThreshold === null ? '' : write(rule.clearThreshold, thresholdUnit(rule)),
    minimumChange: rule.minimumChange === 0 ? '' : write(rule.minimumChange, changeUnit(rule)),
    email: rule.channels.email,
    webhooks: rule.channels.webhooks,
  };
}

function criteriaFields(rule: AlertCriteria) {
  return {
    measure: rule.measure,
    condition: rule.condition,
    baseline: rule.baseline ?? ('week' as const),
    minimumCount: rule.minimumCount === 0 ? '' : String(rule.minimumCount),
    windowMinutes: String(rule.windowMinutes),
    forMinutes: String(rule.forMinutes),
    cooldownMinutes: String(rule.cooldownMinutes),
    currency: rule.currency ?? '',
    method: rule.method ?? '',
  };
}

/** A rule to begin from: it would be a good one for most. */
export function newFields(currency: string): RuleFields {
  return {
    name: '',
    severity: 'warning',
    measure: 'failure_rate',
    condition: 'above',
    baseline: 'week',
    threshold: '20',
    clearThreshold: '10',
    minimumCount: '20',
    minimumChange: '',
    windowMinutes: '15',
    forMinutes: '5',
    cooldownMinutes: '30',
    currency,
    method: '',
    email: [],
    webhooks: [],
  };
}
