import {
  BellIcon,
  BellOffIcon,
  CheckIcon,
  ClockIcon,
  EyeIcon,
  InfoIcon,
  type Tone,
  UserIcon,
  WarningIcon,
} from '@cashbeat/ui';
import type { ComponentType } from 'react';
import type { AlertAction, AlertSeverity, AlertState, DeliveryState } from './alert-types';

interface Look {
  text: string;
  tone: Tone;
  Icon: ComponentType;
}

export const SEVERITY_LOOKS: Record<AlertSeverity, Look> = {
  critical: { text: 'Critical', tone: 'failure', Icon: WarningIcon },
  warning: { text: 'Warning', tone: 'warning', Icon: WarningIcon },
  info: { text: 'Info', tone: 'brand', Icon: InfoIcon },
};

export const STATE_LOOKS: Record<AlertState, Look> = {
  firing: { text: 'Firing', tone: 'failure', Icon: BellIcon },
  acknowledged: { text: 'Acknowledged', tone: 'warning', Icon: EyeIcon },
  snoozed: { text: 'Snoozed', tone: 'pending', Icon: BellOffIcon },
  resolved: { text: 'Resolved', tone: 'success', Icon: CheckIcon },
};

export const ACTION_LOOKS: Record<AlertAction, Look> = {
  raised: { text: 'Raised', tone: 'failure', Icon: BellIcon },
  cleared: { text: 'The condition passed', tone: 'success', Icon: CheckIcon },
  acknowledged: { text: 'Acknowledged', tone: 'warning', Icon: EyeIcon },
  assigned: { text: 'Assigned', tone: 'brand', Icon: UserIcon },
  snoozed: { text: 'Snoozed', tone: 'pending', Icon: BellOffIcon },
  woke: { text: 'Spoke up again', tone: 'failure', Icon: BellIcon },
  resolved: { text: 'Resolved', tone: 'success', Icon: CheckIcon },
  noted: { text: 'Remark', tone: 'pending', Icon: InfoIcon },
};

export const DELIVERY_LOOKS: Record<DeliveryState, Look> = {
  delivered: { text: 'Delivered', tone: 'success', Icon: CheckIcon },
  waiting: { text: 'Waiting', tone: 'pending', Icon: ClockIcon },
  failed: { text: 'Given up', tone: 'failure', Icon: WarningIcon },
};
