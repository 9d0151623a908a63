import type { Formats } from '@cashbeat/utils';
import { isRelative } from './alert-types';
import {
  changeUnit,
  type FigureUnit,
  readFigure,
  type RuleFields,
  takesMinimumCount,
  thresholdUnit,
} from './rule-figures';

const MAX_COUNT = 1_000_000;

export type Fault = [field: keyof RuleFields, message: string];

/** What is wrong with the figures of a rule, each at its field. */
export function faultsOf(fields: RuleFields, formats: Formats): Fault[] {
  const faults: Fault[] = [];
  const unit = thresholdUnit(fields);
  const read = (text: string, asked: FigureUnit) =>
    readFigure(text, asked, fields.currency, formats);
  const threshold = read(fields.threshold, unit);
  if (threshold.fault !== undefined) faults.push(['threshold', threshold.fault]);
  else faults.push(...thresholdFaults(threshold.figure, fields));
  if (fields.clearThreshold.trim() !== '') {
    const clear = read(fields.clearThreshold, unit);
    if (clear.fault !== undefined) faults.push(['clearThreshold', clear.fault]);
    else if (threshold.fault === undefined) {
      const wrong =
        fields.condition === 'below'
          ? clear.figure < threshold.figure
          : clear.figure > threshold.figure;
      const side = fields.condition === 'below' ? 'below' : 'above';
      if (wrong) faults.push(['clearThreshold', `Must not be ${side} the threshold.`]);
    }
  }
  if (takesMinimumCount(fields) && fields.minimumCount.trim() !== '') {
    const count = read(fields.minimumCount, 'count');
    if (count.fault !== undefined) faults.push(['minimumCount', count.fault]);
    else if (count.figure > MAX_COUNT) faults.push(['minimumCount', 'At most a million.']);
  }
  if (isRelative(fields.condition) && fields.minimumChange.trim() !== '') {
    const change = read(fields.minimumChange, changeUnit(fields));
    if (change.fault !== undefined) faults.push(['minimumChange', change.fault]);
  }
  return faults;
}

function thresholdFaults(figure: number, { measure, condition }: RuleFields): Fault[] {
  if (condition !== 'above' && figure === 0) return [['threshold', 'Must be greater than 0.']];
  if (condition === 'falls_by' && figure > 1) {
    return [['threshold', 'Nothing falls by more than 100%.']];
  }
  if (measure === 'failure_rate' && !isRelative(condition)) {
    if (figure > 1 || (condition === 'above' && figure === 1)) {
      return [['threshold', 'Choose less than 100%.']];
    }
  }
  return [];
}
