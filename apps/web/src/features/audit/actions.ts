import { inWords } from '@/features/organisation/use-method-name';

/** What was done, as people say it. */
const ACTIONS: Record<string, string> = {
  'payment.recorded': 'Recorded a payment',
  'payment.completed': 'Completed a payment',
  'payment.failed': 'Marked a payment as failed',
  'payment.refunded': 'Refunded a payment',
  'payment.retried': 'Retried a payment',
  'payments.batch_recorded': 'Recorded a batch of payments',
  'payments.import_started': 'Started an import',
  'method.added': 'Added a payment method',
  'method.changed': 'Changed a payment method',
  'alert.acknowledged': 'Took notice of an alert',
  'alert.assigned': 'Assigned an alert',
  'alert.snoozed': 'Snoozed an alert',
  'alert.resolved': 'Resolved an alert',
  'alert_rule.created': 'Made an alert rule',
  'alert_rule.changed': 'Changed an alert rule',
  'alert_rule.deleted': 'Removed an alert rule',
  'webhook.created': 'Added a webhook',
  'webhook.changed': 'Changed a webhook',
  'webhook.deleted': 'Removed a webhook',
  'webhook.tested': 'Tried a webhook',
  'view.created': 'Saved a view',
  'view.changed': 'Changed a view',
  'view.deleted': 'Removed a view',
  'organisation.created': 'Created the organisation',
  'organisation.changed': 'Changed settings',
  'member.joined': 'Joined',
  'member.role_changed': 'Changed a role',
  'member.removed': 'Removed a member',
  'member.left': 'Left',
  'invitation.sent': 'Sent an invitation',
  'invitation.revoked': 'Revoked an invitation',
  'api_key.created': 'Made an API key',
  'api_key.revoked': 'Revoked an API key',
  'session.started': 'Signed in',
  'session.refreshed': 'Session renewed',
  'session.ended': 'Signed out',
  'session.revoked': 'Signed out another session',
  'session.all_ended': 'Signed out everywhere',
  'password.changed': 'Changed the password',
  'password.reset_asked': 'Asked for a new password',
  'password.reset': 'Set a new password by link',
  'profile.changed': 'Changed the profile',
  'two_factor.begun': 'Began to set up two-factor',
  'two_factor.enabled': 'Turned two-factor on',
  'two_factor.disabled': 'Turned two-factor off',
  'two_factor.codes_renewed': 'Made new recovery codes',
};

export const KNOWN_ACTIONS: readonly string[] = Object.keys(ACTIONS);

/** An action that a newer server knows is told by its own name. */
export function actionInWords(action: string): string {
  return ACTIONS[action] ?? inWords(action.replaceAll('.', ' '));
}
