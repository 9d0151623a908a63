/* Generated from apps/api/src/cashbeat/contracts by `nx run shared-types:generate`. */

/**
 * Where a payment stands; a partly refunded one stays completed.
 */
export type PaymentStatus = 'pending' | 'completed' | 'failed' | 'refunded';
/**
 * How a customer stands, derived from what is open and when it is due; never typed in.
 */
export type CustomerStatus = 'overdue' | 'partial' | 'pending' | 'paid';
/**
 * How one charge stands, derived in the same way; `cancelled` is a person's deed.
 */
export type ChargeStatus = 'overdue' | 'partial' | 'pending' | 'paid' | 'cancelled';
/**
 * What can happen to a payment. The first three are broadcast as `payment_event`.
 */
export type PaymentEventType =
  | 'payment_received'
  | 'payment_failed'
  | 'payment_refunded'
  | 'payment_created'
  | 'payment_retried';

export interface CashbeatContracts {
  AccessToken: AccessToken;
  AcknowledgeAlert: AcknowledgeAlert;
  AgeingBucket: AgeingBucket;
  Alert: Alert;
  AlertChanged: AlertChanged;
  AlertChannels: AlertChannels;
  AlertChannelsInput: AlertChannelsInput;
  AlertCounts: AlertCounts;
  AlertCriteria: AlertCriteria;
  AlertDelivery: AlertDelivery;
  AlertDetails: AlertDetails;
  AlertHistoryEntry: AlertHistoryEntry;
  AlertPage: AlertPage;
  AlertPerson: AlertPerson;
  AlertProblem: AlertProblem;
  AlertRaised: AlertRaised;
  AlertRule: AlertRule;
  AlertRuleChange: AlertRuleChange;
  AlertRulePreview: AlertRulePreview;
  AlertRulePreviewRequest: AlertRulePreviewRequest;
  AlertRuleSnapshot: AlertRuleSnapshot;
  Allocation: Allocation;
  AnalyticsChanged: AnalyticsChanged;
  Anomaly: Anomaly;
  ApiKey: ApiKey;
  AssignAlert: AssignAlert;
  AuditActor: AuditActor;
  AuditEntry: AuditEntry;
  AuditPage: AuditPage;
  AuditTarget: AuditTarget;
  Authenticate: Authenticate;
  Authenticated: Authenticated;
  AuthenticationRequired: AuthenticationRequired;
  Band: Band;
  BatchItemOutcome: BatchItemOutcome;
  BreakdownPart: BreakdownPart;
  CancelCharge: CancelCharge;
  CellFix: CellFix;
  ChangeExplanation: ChangeExplanation;
  ChangedMeanwhile: ChangedMeanwhile;
  ChangedRow: ChangedRow;
  Charge: Charge;
  ChargeChange: ChargeChange;
  ChargeChangedMeanwhile: ChargeChangedMeanwhile;
  ChargeStatus: ChargeStatus;
  ComparedBucket: ComparedBucket;
  ComparedFigures: ComparedFigures;
  CompletePayment: CompletePayment;
  Confirmation: Confirmation;
  ContactPerson: ContactPerson;
  ContactPersonInput: ContactPersonInput;
  Contribution: Contribution;
  CreatedApiKey: CreatedApiKey;
  Customer: Customer;
  CustomerAgent: CustomerAgent;
  CustomerBulk: CustomerBulk;
  CustomerBulkOutcome: CustomerBulkOutcome;
  CustomerChange: CustomerChange;
  CustomerDetails: CustomerDetails;
  CustomerImport: CustomerImport;
  CustomerImportChange: CustomerImportChange;
  CustomerImportColumn: CustomerImportColumn;
  CustomerImportCommit: CustomerImportCommit;
  CustomerImportCounts: CustomerImportCounts;
  CustomerImportList: CustomerImportList;
  CustomerImportOptions: CustomerImportOptions;
  CustomerImportOutcome: CustomerImportOutcome;
  CustomerImportProblem: CustomerImportProblem;
  CustomerImportRequest: CustomerImportRequest;
  CustomerImportRow: CustomerImportRow;
  CustomerImportRows: CustomerImportRows;
  CustomerImportUndo: CustomerImportUndo;
  CustomerMerge: CustomerMerge;
  CustomerPage: CustomerPage;
  CustomerPayment: CustomerPayment;
  CustomerStatus: CustomerStatus;
  CustomerTimeline: CustomerTimeline;
  DayRebuild: DayRebuild;
  DemoLogin: DemoLogin;
  EntryHall: EntryHall;
  Expected: Expected;
  ExplainedDimension: ExplainedDimension;
  ExplainedSpan: ExplainedSpan;
  FailPayment: FailPayment;
  FieldProblem: FieldProblem;
  FlowStep: FlowStep;
  Hello: Hello;
  HourOfWeek: HourOfWeek;
  ImportAmount: ImportAmount;
  ImportColumn: ImportColumn;
  ImportFieldChange: ImportFieldChange;
  ImportProblem: ImportProblem;
  ImportProfile: ImportProfile;
  ImportReport: ImportReport;
  ImportRequest: ImportRequest;
  ImportSample: ImportSample;
  ImportTotal: ImportTotal;
  Invitation: Invitation;
  InvitationAcceptance: InvitationAcceptance;
  InvitationPreview: InvitationPreview;
  Liveness: Liveness;
  Login: Login;
  MarkNotifications: MarkNotifications;
  MarkedNotifications: MarkedNotifications;
  Member: Member;
  MemberChange: MemberChange;
  Membership: Membership;
  MetricFigures: MetricFigures;
  MonthSoFar: MonthSoFar;
  NewAlertRule: NewAlertRule;
  NewApiKey: NewApiKey;
  NewCharge: NewCharge;
  NewCustomer: NewCustomer;
  NewInvitation: NewInvitation;
  NewOrganisation: NewOrganisation;
  NewPayment: NewPayment;
  NewPaymentMethod: NewPaymentMethod;
  NewView: NewView;
  NewWebhook: NewWebhook;
  Notification: Notification;
  NotificationAmount: NotificationAmount;
  NotificationPage: NotificationPage;
  NotificationPreference: NotificationPreference;
  NotificationPreferenceInput: NotificationPreferenceInput;
  NotificationPreferences: NotificationPreferences;
  NotificationPreferencesChange: NotificationPreferencesChange;
  NotificationsChanged: NotificationsChanged;
  Organisation: Organisation;
  OrganisationChange: OrganisationChange;
  OutboxMessage: OutboxMessage;
  PasswordChange: PasswordChange;
  PasswordForgotten: PasswordForgotten;
  PasswordReset: PasswordReset;
  Payment: Payment;
  PaymentBatch: PaymentBatch;
  PaymentBatchOutcome: PaymentBatchOutcome;
  PaymentBreakdown: PaymentBreakdown;
  PaymentDetails: PaymentDetails;
  PaymentEvent: PaymentEvent;
  PaymentEventPage: PaymentEventPage;
  PaymentEventType: PaymentEventType;
  PaymentImport: PaymentImport;
  PaymentMethod: PaymentMethod;
  PaymentMethodChange: PaymentMethodChange;
  PaymentMetrics: PaymentMetrics;
  PaymentPage: PaymentPage;
  PaymentStatus: PaymentStatus;
  PaymentUpdated: PaymentUpdated;
  PermissionDescription: PermissionDescription;
  Place: Place;
  PreviewFiring: PreviewFiring;
  PreviewPoint: PreviewPoint;
  Problem: Problem;
  ProfileChange: ProfileChange;
  ProjectorStatus: ProjectorStatus;
  ReceivablesOverview: ReceivablesOverview;
  RecoveryCodes: RecoveryCodes;
  RefundPayment: RefundPayment;
  RefundProblem: RefundProblem;
  Registration: Registration;
  ResolveAlert: ResolveAlert;
  Resume: Resume;
  Resumed: Resumed;
  Resync: Resync;
  RetryPayment: RetryPayment;
  RoleDescription: RoleDescription;
  Session: Session;
  SessionChanged: SessionChanged;
  SessionEnded: SessionEnded;
  SessionExpiring: SessionExpiring;
  SnoozeAlert: SnoozeAlert;
  SystemStatus: SystemStatus;
  TimelineEntry: TimelineEntry;
  TimelineItem: TimelineItem;
  TrendData: TrendData;
  TwoFactorCode: TwoFactorCode;
  TwoFactorRemoval: TwoFactorRemoval;
  TwoFactorSetup: TwoFactorSetup;
  UnreadCount: UnreadCount;
  User: User;
  UserSession: UserSession;
  View: View;
  ViewChange: ViewChange;
  Webhook: Webhook;
  WebhookAttempt: WebhookAttempt;
  WebhookChange: WebhookChange;
  WebhookDelivery: WebhookDelivery;
  WebhookDeliveryPage: WebhookDeliveryPage;
  WebhookMessage: WebhookMessage;
  WebhookOrganisation: WebhookOrganisation;
  WebhookWithSecret: WebhookWithSecret;
}
/**
 * Proof of who calls, for some minutes; send it as `Authorization: Bearer …`.
 */
export interface AccessToken {
  /**
   * A signed JWT; opaque to clients.
   */
  accessToken: string;
  /**
   * Seconds that it is good for.
   */
  expiresIn: number;
  /**
   * The organisation that requests without `X-Tenant-Id` act for; null for a person who belongs to none. Of an accepted invitation, the one that was joined.
   */
  tenant: Membership | null;
  /**
   * How it is sent.
   */
  tokenType: 'Bearer';
  user: User;
}
/**
 * An organisation that the caller belongs to.
 */
export interface Membership {
  /**
   * The organisation; send it as `X-Tenant-Id`.
   */
  id: string;
  /**
   * BCP 47 tag of how its numbers and dates are written.
   */
  locale: string;
  /**
   * What the organisation is called.
   */
  name: string;
  /**
   * What the member is in the organisation.
   */
  role: 'owner' | 'admin' | 'agent' | 'viewer';
  /**
   * Its name in addresses.
   */
  slug: string;
}
/**
 * A person.
 */
export interface User {
  /**
   * When the account was made.
   */
  createdAt: string;
  /**
   * The organisation that the person chose to begin in; null for a person who belongs to none.
   */
  defaultTenantId: string | null;
  /**
   * The address to sign in with.
   */
  email: string;
  /**
   * Identifier.
   */
  id: string;
  /**
   * What the person is called.
   */
  name: string;
  /**
   * Whether signing in asks for a second factor.
   */
  twoFactor: boolean;
}
/**
 * Takes notice of an alert.
 */
export interface AcknowledgeAlert {
  /**
   * A remark for the history.
   */
  note?: string | null;
  /**
   * The version that you saw: refused with 409 if it has changed since.
   */
  version: number;
}
/**
 * What is open of charges whose due dates are so many days past.
 */
export interface AgeingBucket {
  /**
   * What is open, in major units.
   */
  amount: number;
  /**
   * Charges of which anything is open.
   */
  charges: number;
  /**
   * Days past due.
   */
  name: 'current' | '1-30' | '31-60' | '61-90' | '90+';
}
/**
 * A rule that fired, and what people did about it.
 */
export interface Alert {
  /**
   * Who took notice.
   */
  acknowledgedBy: AlertPerson | null;
  /**
   * Who takes care of it.
   */
  assignee: AlertPerson | null;
  /**
   * What it was compared with.
   */
  baselineValue: number | null;
  /**
   * Currency of the rule; null for all.
   */
  currency: string | null;
  /**
   * When the condition had cleared; null while it holds, also after a person resolved the alert.
   */
  endedAt: string | null;
  /**
   * Start of what to look at, for lists and explanations.
   */
  from: string;
  /**
   * Identifier.
   */
  id: string;
  /**
   * The measure at the last evaluation while it stood; null without evidence.
   */
  lastValue: number | null;
  /**
   * Method of the rule; null for all.
   */
  method: string | null;
  /**
   * When the alert was raised.
   */
  raisedAt: string;
  /**
   * When it was resolved; null while it is open.
   */
  resolvedAt: string | null;
  /**
   * Who resolved it; null when it resolved itself.
   */
  resolvedBy: AlertPerson | null;
  rule: AlertRuleSnapshot;
  /**
   * The rule, which may be gone or another by now.
   */
  ruleId: string;
  /**
   * How bad it is.
   */
  severity: 'info' | 'warning' | 'critical';
  /**
   * When it speaks up again.
   */
  snoozedUntil: string | null;
  /**
   * Since when the condition held.
   */
  startedAt: string;
  /**
   * Where it stands.
   */
  state: 'firing' | 'acknowledged' | 'snoozed' | 'resolved';
  /**
   * The finding in a sentence.
   */
  title: string;
  /**
   * Its end: of an alert that stands, the last evaluation.
   */
  to: string;
  /**
   * The measure as the alert was raised.
   */
  value: number;
  /**
   * Number of changes so far; send it with the next one.
   */
  version: number;
  /**
   * The furthest that the measure went so far.
   */
  worstValue: number;
}
/**
 * A member who has to do with an alert.
 */
export interface AlertPerson {
  /**
   * What the person was called then.
   */
  name: string;
  /**
   * The person.
   */
  userId: string;
}
/**
 * The rule as it was when it fired.
 */
export interface AlertRuleSnapshot {
  /**
   * `rises_by` and `falls_by`: how long before lies the window to compare with.
   */
  baseline: ('day' | 'week') | null;
  /**
   * What an alert that is raised must get back to, so that it does not flutter: not above `threshold`, of `below` not below it. The threshold itself when null.
   */
  clearThreshold: number | null;
  /**
   * How.
   */
  condition: 'above' | 'below' | 'rises_by' | 'falls_by';
  /**
   * Minutes after an alert ended in which the rule raises no other.
   */
  cooldownMinutes: number;
  /**
   * ISO 4217 code; of volumes required, of counts all currencies together when null.
   */
  currency: string | null;
  /**
   * Minutes on end that the condition must hold before an alert is raised, and must be clear before it ends; 1 for at once.
   */
  forMinutes: number;
  /**
   * What is watched.
   */
  measure: 'failure_rate' | 'failed_count' | 'volume' | 'payment_count' | 'refunded_volume';
  /**
   * Payments of this method only; all when null.
   */
  method: string | null;
  /**
   * `rises_by` and `falls_by`: the change must also be this large in the unit of the measure.
   */
  minimumChange: number;
  /**
   * Fewer payments than this (of `failure_rate`: attempts) are no evidence. Looked for in the window, of `falls_by` in the baseline's; not with `below`, unless of `failure_rate`.
   */
  minimumCount: number;
  /**
   * What people call it.
   */
  name: string;
  /**
   * The rule in a sentence.
   */
  summary: string;
  /**
   * `above` and `below`: in the unit of the measure (a fraction 0..1, payments, or major units). `rises_by` and `falls_by`: the change relative to the baseline, 0.5 for a half.
   */
  threshold: number;
  /**
   * Its version at that time.
   */
  version: number;
  /**
   * Minutes that are looked at together; the window slides by the minute.
   */
  windowMinutes: number;
}
/**
 * Somebody handled an alert, or its condition cleared; told to who may see alerts.
 */
export interface AlertChanged {
  /**
   * What happened.
   */
  action:
    'raised' | 'cleared' | 'acknowledged' | 'assigned' | 'snoozed' | 'woke' | 'resolved' | 'noted';
  alert: Alert;
}
/**
 * Who is told, beside everybody who looks at the dashboard.
 */
export interface AlertChannels {
  /**
   * Members who get a message.
   */
  email: string[];
  /**
   * Webhooks that are called.
   */
  webhooks: string[];
}
/**
 * Who is to be told, beside everybody who looks at the dashboard.
 */
export interface AlertChannelsInput {
  /**
   * Members who get a message.
   *
   * @maxItems 50
   */
  email?: string[];
  /**
   * Webhooks that are called.
   *
   * @maxItems 20
   */
  webhooks?: string[];
}
/**
 * Open alerts of the organisation, whatever the page's filters.
 */
export interface AlertCounts {
  /**
   * Those somebody took notice of.
   */
  acknowledged: number;
  /**
   * Open ones that are critical.
   */
  critical: number;
  /**
   * Those nobody took notice of.
   */
  firing: number;
  /**
   * Open ones that inform.
   */
  info: number;
  /**
   * Firing, acknowledged and snoozed ones.
   */
  open: number;
  /**
   * Those that are put off.
   */
  snoozed: number;
  /**
   * Open ones that are warnings.
   */
  warning: number;
}
/**
 * When a rule fires.
 */
export interface AlertCriteria {
  /**
   * `rises_by` and `falls_by`: how long before lies the window to compare with.
   */
  baseline: ('day' | 'week') | null;
  /**
   * What an alert that is raised must get back to, so that it does not flutter: not above `threshold`, of `below` not below it. The threshold itself when null.
   */
  clearThreshold: number | null;
  /**
   * How.
   */
  condition: 'above' | 'below' | 'rises_by' | 'falls_by';
  /**
   * Minutes after an alert ended in which the rule raises no other.
   */
  cooldownMinutes: number;
  /**
   * ISO 4217 code; of volumes required, of counts all currencies together when null.
   */
  currency: string | null;
  /**
   * Minutes on end that the condition must hold before an alert is raised, and must be clear before it ends; 1 for at once.
   */
  forMinutes: number;
  /**
   * What is watched.
   */
  measure: 'failure_rate' | 'failed_count' | 'volume' | 'payment_count' | 'refunded_volume';
  /**
   * Payments of this method only; all when null.
   */
  method: string | null;
  /**
   * `rises_by` and `falls_by`: the change must also be this large in the unit of the measure.
   */
  minimumChange: number;
  /**
   * Fewer payments than this (of `failure_rate`: attempts) are no evidence. Looked for in the window, of `falls_by` in the baseline's; not with `below`, unless of `failure_rate`.
   */
  minimumCount: number;
  /**
   * The rule in a sentence.
   */
  summary: string;
  /**
   * `above` and `below`: in the unit of the measure (a fraction 0..1, payments, or major units). `rises_by` and `falls_by`: the change relative to the baseline, 0.5 for a half.
   */
  threshold: number;
  /**
   * Minutes that are looked at together; the window slides by the minute.
   */
  windowMinutes: number;
}
/**
 * A message about an alert to one recipient.
 */
export interface AlertDelivery {
  /**
   * How often it was tried.
   */
  attempts: number;
  /**
   * By which way.
   */
  channel: 'email' | 'webhook';
  /**
   * When it was handed over for sending.
   */
  createdAt: string;
  /**
   * When it was taken.
   */
  deliveredAt: string | null;
  /**
   * What came of the last attempt.
   */
  detail: string | null;
  /**
   * What it tells.
   */
  event: string;
  /**
   * Identifier.
   */
  id: string;
  /**
   * When it is tried next, while waiting.
   */
  nextAttemptAt: string | null;
  /**
   * Address of the message, or name of the webhook.
   */
  recipient: string;
  /**
   * Whether it arrived.
   */
  state: 'waiting' | 'delivered' | 'failed';
}
/**
 * An alert with all that happened, oldest first.
 */
export interface AlertDetails {
  /**
   * Who took notice.
   */
  acknowledgedBy: AlertPerson | null;
  /**
   * Who takes care of it.
   */
  assignee: AlertPerson | null;
  /**
   * What it was compared with.
   */
  baselineValue: number | null;
  /**
   * Currency of the rule; null for all.
   */
  currency: string | null;
  /**
   * Messages about it, oldest first.
   */
  deliveries: AlertDelivery[];
  /**
   * When the condition had cleared; null while it holds, also after a person resolved the alert.
   */
  endedAt: string | null;
  /**
   * Start of what to look at, for lists and explanations.
   */
  from: string;
  /**
   * What happened, oldest first.
   */
  history: AlertHistoryEntry[];
  /**
   * Identifier.
   */
  id: string;
  /**
   * The measure at the last evaluation while it stood; null without evidence.
   */
  lastValue: number | null;
  /**
   * Method of the rule; null for all.
   */
  method: string | null;
  /**
   * When the alert was raised.
   */
  raisedAt: string;
  /**
   * When it was resolved; null while it is open.
   */
  resolvedAt: string | null;
  /**
   * Who resolved it; null when it resolved itself.
   */
  resolvedBy: AlertPerson | null;
  rule: AlertRuleSnapshot;
  /**
   * The rule, which may be gone or another by now.
   */
  ruleId: string;
  /**
   * How bad it is.
   */
  severity: 'info' | 'warning' | 'critical';
  /**
   * When it speaks up again.
   */
  snoozedUntil: string | null;
  /**
   * Since when the condition held.
   */
  startedAt: string;
  /**
   * Where it stands.
   */
  state: 'firing' | 'acknowledged' | 'snoozed' | 'resolved';
  /**
   * The finding in a sentence.
   */
  title: string;
  /**
   * Its end: of an alert that stands, the last evaluation.
   */
  to: string;
  /**
   * The measure as the alert was raised.
   */
  value: number;
  /**
   * Number of changes so far; send it with the next one.
   */
  version: number;
  /**
   * The furthest that the measure went so far.
   */
  worstValue: number;
}
/**
 * Something that happened to an alert.
 */
export interface AlertHistoryEntry {
  /**
   * What.
   */
  action:
    'raised' | 'cleared' | 'acknowledged' | 'assigned' | 'snoozed' | 'woke' | 'resolved' | 'noted';
  /**
   * `assigned`: to whom; null for nobody.
   */
  assignee: AlertPerson | null;
  /**
   * When.
   */
  at: string;
  /**
   * Name of who did it; null for the product itself.
   */
  by: string | null;
  /**
   * A remark.
   */
  note: string | null;
  /**
   * `snoozed`: until when.
   */
  until: string | null;
}
/**
 * One page of alerts, newest first.
 */
export interface AlertPage {
  counts: AlertCounts;
  /**
   * The alerts.
   */
  items: Alert[];
  /**
   * Send it as `cursor` for the next page; null at the end.
   */
  nextCursor: string | null;
}
/**
 * Why an alert is not changed: it is another by now.
 */
export interface AlertProblem {
  alert: Alert;
  /**
   * Stable code of the problem's kind.
   */
  code: string;
  /**
   * What happened this time.
   */
  detail: string;
  /**
   * Every faulty field at once, 100 at most; empty for other problems.
   */
  errors: FieldProblem[];
  /**
   * Faults that are not listed, beyond the 100.
   */
  omitted: number;
  /**
   * Quote it to the operator; the logs carry it.
   */
  requestId: string;
  /**
   * The HTTP status, repeated.
   */
  status: number;
  /**
   * The kind of problem in a few words.
   */
  title: string;
  /**
   * URI reference of the problem's kind.
   */
  type: string;
}
/**
 * One thing that is wrong with a request.
 */
export interface FieldProblem {
  /**
   * Stable code of the fault.
   */
  code: string;
  /**
   * Where: a path such as `amount`, `items.3.currency` or `query.from`.
   */
  field: string;
  /**
   * The fault in a sentence.
   */
  message: string;
}
/**
 * A rule fired, or a snoozed alert speaks up again; told to who may see alerts.
 */
export interface AlertRaised {
  alert: Alert;
}
/**
 * A rule of the organisation.
 */
export interface AlertRule {
  /**
   * `rises_by` and `falls_by`: how long before lies the window to compare with.
   */
  baseline: ('day' | 'week') | null;
  channels: AlertChannels;
  /**
   * What an alert that is raised must get back to, so that it does not flutter: not above `threshold`, of `below` not below it. The threshold itself when null.
   */
  clearThreshold: number | null;
  /**
   * How.
   */
  condition: 'above' | 'below' | 'rises_by' | 'falls_by';
  /**
   * Minutes after an alert ended in which the rule raises no other.
   */
  cooldownMinutes: number;
  /**
   * When it was made.
   */
  createdAt: string;
  /**
   * Name of who made it.
   */
  createdBy: string;
  /**
   * ISO 4217 code; of volumes required, of counts all currencies together when null.
   */
  currency: string | null;
  /**
   * Whether it is evaluated.
   */
  enabled: boolean;
  /**
   * End of the last minute that it was evaluated for; null before the first.
   */
  evaluatedUntil: string | null;
  /**
   * The alert of its that has not ended; null while it is calm.
   */
  firingAlertId: string | null;
  /**
   * Minutes on end that the condition must hold before an alert is raised, and must be clear before it ends; 1 for at once.
   */
  forMinutes: number;
  /**
   * Identifier.
   */
  id: string;
  /**
   * Whether it came with the organisation.
   */
  isDefault: boolean;
  /**
   * When it fired last; null for never.
   */
  lastRaisedAt: string | null;
  /**
   * What is watched.
   */
  measure: 'failure_rate' | 'failed_count' | 'volume' | 'payment_count' | 'refunded_volume';
  /**
   * Payments of this method only; all when null.
   */
  method: string | null;
  /**
   * `rises_by` and `falls_by`: the change must also be this large in the unit of the measure.
   */
  minimumChange: number;
  /**
   * Fewer payments than this (of `failure_rate`: attempts) are no evidence. Looked for in the window, of `falls_by` in the baseline's; not with `below`, unless of `failure_rate`.
   */
  minimumCount: number;
  /**
   * What people call it.
   */
  name: string;
  /**
   * How bad it is when it fires.
   */
  severity: 'info' | 'warning' | 'critical';
  /**
   * The rule in a sentence.
   */
  summary: string;
  /**
   * `above` and `below`: in the unit of the measure (a fraction 0..1, payments, or major units). `rises_by` and `falls_by`: the change relative to the baseline, 0.5 for a half.
   */
  threshold: number;
  /**
   * When it was changed last.
   */
  updatedAt: string;
  /**
   * Number of changes so far; 1 is new.
   */
  version: number;
  /**
   * Minutes that are looked at together; the window slides by the minute.
   */
  windowMinutes: number;
}
/**
 * What to change of a rule; what is left out stays. The whole must be a rule again.
 */
export interface AlertRuleChange {
  /**
   * `rises_by` and `falls_by`: how long before lies the window to compare with.
   */
  baseline?: ('day' | 'week') | null;
  /**
   * Who is told.
   */
  channels?: AlertChannelsInput | null;
  /**
   * What an alert that is raised must get back to, so that it does not flutter: not above `threshold`, of `below` not below it. The threshold itself when null.
   */
  clearThreshold?: number | null;
  /**
   * How.
   */
  condition?: ('above' | 'below' | 'rises_by' | 'falls_by') | null;
  /**
   * Minutes after an alert ended in which the rule raises no other.
   */
  cooldownMinutes?: number | null;
  /**
   * ISO 4217 code; of volumes required, of counts all currencies together when null.
   */
  currency?: string | null;
  /**
   * Whether it is evaluated.
   */
  enabled?: boolean | null;
  /**
   * Minutes on end that the condition must hold before an alert is raised, and must be clear before it ends; 1 for at once.
   */
  forMinutes?: number | null;
  /**
   * What is watched.
   */
  measure?:
    ('failure_rate' | 'failed_count' | 'volume' | 'payment_count' | 'refunded_volume') | null;
  /**
   * Payments of this method only; all when null.
   */
  method?: string | null;
  /**
   * `rises_by` and `falls_by`: the change must also be this large in the unit of the measure.
   */
  minimumChange?: number | null;
  /**
   * Fewer payments than this (of `failure_rate`: attempts) are no evidence. Looked for in the window, of `falls_by` in the baseline's; not with `below`, unless of `failure_rate`.
   */
  minimumCount?: number | null;
  /**
   * Its new name.
   */
  name?: string | null;
  /**
   * How bad it is.
   */
  severity?: ('info' | 'warning' | 'critical') | null;
  /**
   * `above` and `below`: in the unit of the measure (a fraction 0..1, payments, or major units). `rises_by` and `falls_by`: the change relative to the baseline, 0.5 for a half.
   */
  threshold?: number | null;
  /**
   * The version that you saw: refused with 409 if it has changed since.
   */
  version?: number | null;
  /**
   * Minutes that are looked at together; the window slides by the minute.
   */
  windowMinutes?: number | null;
}
/**
 * What a rule would have fired: the very evaluation that runs live.
 */
export interface AlertRulePreview {
  /**
   * Currency of amounts; null without amounts.
   */
  currency: string | null;
  /**
   * How far back rules of this window and baseline can be tried.
   */
  earliest: string;
  /**
   * All alerts that it would have raised.
   */
  firingCount: number;
  /**
   * Minutes in which an alert stood.
   */
  firingMinutes: number;
  /**
   * The alerts that it would have raised, the newest 200, oldest first.
   */
  firings: PreviewFiring[];
  /**
   * Start of the range, inclusive.
   */
  from: string;
  /**
   * The chart: at most 600 points.
   */
  points: PreviewPoint[];
  /**
   * Minutes that a point stands for.
   */
  stepMinutes: number;
  /**
   * The finding in a sentence.
   */
  summary: string;
  /**
   * End of the range, exclusive.
   */
  to: string;
}
/**
 * An alert that the rule would have raised.
 */
export interface PreviewFiring {
  /**
   * What it was compared with.
   */
  baseline: number | null;
  /**
   * When it cleared; null while it still stands.
   */
  endedAt: string | null;
  /**
   * When it would have been raised.
   */
  raisedAt: string;
  /**
   * Since when the condition held.
   */
  startedAt: string;
  /**
   * The measure as it was raised.
   */
  value: number;
  /**
   * Start of what to look at: the first window's.
   */
  windowFrom: string;
  /**
   * Its end.
   */
  windowTo: string;
  /**
   * When that was.
   */
  worstAt: string;
  /**
   * The furthest that the measure went.
   */
  worstValue: number;
}
/**
 * Some minutes of the chart together, by their most telling one.
 */
export interface PreviewPoint {
  /**
   * The same of the window compared with.
   */
  baseline: number | null;
  /**
   * Where an alert begins to clear.
   */
  clearThreshold: number | null;
  /**
   * Whether an alert stood in one of the minutes.
   */
  firing: boolean;
  /**
   * Where the rule begins to hold, in the unit of the measure.
   */
  threshold: number | null;
  /**
   * Start of the first minute.
   */
  timestamp: string;
  /**
   * The measure of the window that ends there; null without evidence.
   */
  value: number | null;
}
/**
 * Asks what a rule would have fired; it need not be saved.
 */
export interface AlertRulePreviewRequest {
  /**
   * Since when; as far back as can be seen if left out.
   */
  from?: string | null;
  /**
   * The rule, with the fields of `NewAlertRule`.
   */
  rule: NewAlertRule;
  /**
   * Until when; the last settled minute if left out.
   */
  to?: string | null;
}
/**
 * A rule to add.
 */
export interface NewAlertRule {
  /**
   * `rises_by` and `falls_by`: how long before lies the window to compare with.
   */
  baseline?: ('day' | 'week') | null;
  channels?: AlertChannelsInput;
  /**
   * What an alert that is raised must get back to, so that it does not flutter: not above `threshold`, of `below` not below it. The threshold itself when null.
   */
  clearThreshold?: number | null;
  /**
   * How.
   */
  condition: 'above' | 'below' | 'rises_by' | 'falls_by';
  /**
   * Minutes after an alert ended in which the rule raises no other.
   */
  cooldownMinutes?: number;
  /**
   * ISO 4217 code; of volumes required, of counts all currencies together when null.
   */
  currency?: string | null;
  /**
   * Whether it is evaluated.
   */
  enabled?: boolean;
  /**
   * Minutes on end that the condition must hold before an alert is raised, and must be clear before it ends; 1 for at once.
   */
  forMinutes?: number;
  /**
   * What is watched.
   */
  measure: 'failure_rate' | 'failed_count' | 'volume' | 'payment_count' | 'refunded_volume';
  /**
   * Payments of this method only; all when null.
   */
  method?: string | null;
  /**
   * `rises_by` and `falls_by`: the change must also be this large in the unit of the measure.
   */
  minimumChange?: number;
  /**
   * Fewer payments than this (of `failure_rate`: attempts) are no evidence. Looked for in the window, of `falls_by` in the baseline's; not with `below`, unless of `failure_rate`.
   */
  minimumCount?: number;
  /**
   * What people call it.
   */
  name: string;
  /**
   * How bad it is when it fires.
   */
  severity?: 'info' | 'warning' | 'critical';
  /**
   * `above` and `below`: in the unit of the measure (a fraction 0..1, payments, or major units). `rises_by` and `falls_by`: the change relative to the baseline, 0.5 for a half.
   */
  threshold: number;
  /**
   * Minutes that are looked at together; the window slides by the minute.
   */
  windowMinutes: number;
}
/**
 * A part of a payment that pays a charge.
 */
export interface Allocation {
  /**
   * Major units.
   */
  amount: number;
  /**
   * Identifier of the charge.
   */
  chargeId: string;
}
/**
 * Figures changed; fetch what you show again. At most once a second.
 */
export interface AnalyticsChanged {
  /**
   * Differs from the last one you saw whenever figures may differ.
   */
  version: number;
}
/**
 * A complete bucket that lies outside of what its history leads one to expect.
 */
export interface Anomaly {
  /**
   * Volume in major units, what pends counted as if it had succeeded; or success rate as a fraction.
   */
  actual: number;
  /**
   * On which side it lies.
   */
  direction: 'above' | 'below';
  expected: Band;
  /**
   * The measure that lies furthest outside.
   */
  measure: 'volume' | 'success_rate';
  /**
   * The finding in a sentence.
   */
  reason: string;
  /**
   * Comparable buckets that it rests on.
   */
  samples: number;
  /**
   * Distance from the middle in robust standard deviations (1.4826 MAD, not less than a floor).
   */
  score: number;
}
/**
 * Where a measure of a bucket is expected, by its own history.
 */
export interface Band {
  /**
   * Above it is unusual.
   */
  high: number;
  /**
   * Below it is unusual.
   */
  low: number;
  /**
   * Median of the comparable buckets.
   */
  middle: number;
}
/**
 * A key, without its secret.
 */
export interface ApiKey {
  /**
   * When it was made.
   */
  createdAt: string;
  /**
   * Name of who made it.
   */
  createdBy: string;
  /**
   * When it ends by itself; null for never.
   */
  expiresAt: string | null;
  /**
   * Identifier.
   */
  id: string;
  /**
   * When it was last used, to a minute; null for never.
   */
  lastUsedAt: string | null;
  /**
   * What it is for.
   */
  name: string;
  /**
   * How the key begins, to tell it from others.
   */
  prefix: string;
  /**
   * When it was revoked; null while it is good.
   */
  revokedAt: string | null;
  /**
   * What it may do.
   */
  scopes: (
    | 'analytics:read'
    | 'payments:read'
    | 'payments:write'
    | 'payments:refund'
    | 'payments:import'
    | 'customers:read'
    | 'customers:write'
    | 'methods:write'
    | 'alerts:read'
    | 'alerts:handle'
    | 'organisation:read'
  )[];
}
/**
 * Gives an alert to a member, or to nobody.
 */
export interface AssignAlert {
  /**
   * The member; null for nobody.
   */
  assignee: string | null;
  /**
   * A remark for the history.
   */
  note?: string | null;
  /**
   * The version that you saw: refused with 409 if it has changed since.
   */
  version: number;
}
/**
 * Who did it.
 */
export interface AuditActor {
  /**
   * Identifier of the person or key; `-` of the product itself.
   */
  id: string;
  /**
   * A person, a program with an API key, or the product itself (a command on the server, a clean-up).
   */
  kind: 'user' | 'api_key' | 'system';
  /**
   * What it was called at that time.
   */
  name: string;
}
/**
 * One change. Entries are chained by hash: none can be altered or left out unnoticed.
 */
export interface AuditEntry {
  /**
   * What was done.
   */
  action: string;
  actor: AuditActor;
  /**
   * IP address that it came from.
   */
  address: string;
  /**
   * What changed, as it is now; empty for something that is gone.
   */
  after: {
    [k: string]: unknown;
  };
  /**
   * When it happened.
   */
  at: string;
  /**
   * What changed, as it was: names to values; empty for something new.
   */
  before: {
    [k: string]: unknown;
  };
  /**
   * SHA-256 of the entry and the hash of the one before it, in hexadecimal; null until it is sealed.
   */
  hash: string | null;
  /**
   * Identifier.
   */
  id: string;
  /**
   * Its number in the organisation's log; null for the moment before it is sealed.
   */
  n: number | null;
  /**
   * Leads to the request in the logs.
   */
  requestId: string;
  target: AuditTarget;
  /**
   * The reason that was given, in `X-Change-Reason` or with the change.
   */
  why: string | null;
}
/**
 * What was changed.
 */
export interface AuditTarget {
  /**
   * Its identifier.
   */
  id: string;
  /**
   * The kind of thing.
   */
  kind: string;
  /**
   * What it was called at that time.
   */
  name: string | null;
}
/**
 * Entries, newest first.
 */
export interface AuditPage {
  /**
   * The entries.
   */
  items: AuditEntry[];
  /**
   * Send it as `cursor` for the next page; null at the end.
   */
  nextCursor: string | null;
}
/**
 * Proof of who connects, and again before it ends; answered with `Authenticated`.
 *
 * Socket.IO takes both members in the handshake's `auth`. A connection keeps its organisation and
 * its person for life.
 */
export interface Authenticate {
  /**
   * The organisation to hear of, among the caller's; the caller's own if left out. Chosen once.
   */
  tenantId?: string | null;
  /**
   * An access token, or an API key.
   */
  token: string;
}
/**
 * The token was taken.
 */
export interface Authenticated {
  /**
   * When the connection ends unless a new token comes before; null for one without an end, as with most API keys.
   */
  expiresAt: string | null;
}
/**
 * First message of a plain WebSocket that came without `Authorization`.
 */
export interface AuthenticationRequired {
  /**
   * How long the connection waits for `authenticate`.
   */
  withinSeconds: number;
}
/**
 * What became of one item of a batch.
 */
export interface BatchItemOutcome {
  /**
   * Every faulty field of the item, 20 at most (one of each item when thousands of fields are faulty); empty unless it was refused.
   */
  errors: FieldProblem[];
  /**
   * Place of the item in the request, from 0.
   */
  index: number;
  /**
   * Faults of the item that are not listed.
   */
  omitted: number;
  /**
   * The payment; null when the item was refused.
   */
  payment: Payment | null;
  /**
   * 201 recorded, 200 was recorded before, 422 refused.
   */
  status: number;
}
/**
 * One payment as it stands.
 */
export interface Payment {
  /**
   * Major units of `currency`.
   */
  amount: number;
  /**
   * The charge of the customer that it pays first; the one due first when null.
   */
  chargeId: string | null;
  /**
   * When the payment was made; it is counted at this time.
   */
  createdAt: string;
  /**
   * ISO 4217 code.
   */
  currency: string;
  /**
   * Who paid.
   */
  customerId: string | null;
  /**
   * Free text.
   */
  description: string | null;
  /**
   * The payment's name in the system it came from.
   */
  externalId: string | null;
  /**
   * Why it failed; set while the payment is failed.
   */
  failureCode: string | null;
  /**
   * Identifier of the payment.
   */
  id: string;
  /**
   * Code of one of the organisation's payment methods.
   */
  method: string;
  /**
   * Part of `amount` given back so far, in major units of `currency`.
   */
  refundedAmount: number;
  status: PaymentStatus;
  /**
   * When its status last changed.
   */
  updatedAt: string;
  /**
   * Number of changes so far; 1 is new.
   */
  version: number;
}
/**
 * The payments of one method, status or failure code.
 */
export interface BreakdownPart {
  /**
   * Sum of the part in major units: of a method its volume (what succeeded), of a status or failure code all that stands there.
   */
  amount: number;
  /**
   * Of the sum of all parts, a fraction 0..1.
   */
  amountShare: number;
  /**
   * Succeeded + failed.
   */
  attempts: number;
  /**
   * All payments of this part.
   */
  count: number;
  /**
   * Of all payments that are broken down, a fraction 0..1.
   */
  countShare: number;
  /**
   * Code of the method, status or failure; empty for failures without a code, `*` for all whose code is not among the first 60 of the organisation.
   */
  key: string;
  /**
   * Its sum in the compared period.
   */
  previousAmount: number;
  /**
   * Payments of this part in the compared period.
   */
  previousCount: number;
  /**
   * Given back of these payments, in major units.
   */
  refundedVolume: number;
  /**
   * Succeeded ÷ (succeeded + failed), a fraction 0..1; 0 without an attempt.
   */
  successRate: number;
}
/**
 * Cancels a charge: it is owed no more, and what was paid of it becomes a credit.
 */
export interface CancelCharge {
  /**
   * Why.
   */
  reason?: string | null;
  /**
   * The `version` that the change is of: when somebody changed it meanwhile, the answer is 409 with the present state.
   */
  version: number;
}
/**
 * What a cell is to be read as.
 */
export interface CellFix {
  /**
   * Which of its fields.
   */
  field:
    | 'name'
    | 'external_id'
    | 'email'
    | 'phone'
    | 'address'
    | 'outstanding_amount'
    | 'currency'
    | 'due_date'
    | 'tags'
    | 'agent_email'
    | 'notes';
  /**
   * Row of the file, from 1; the header is a row too.
   */
  row: number;
  /**
   * What a person would have typed into the cell; empty for an empty cell.
   */
  value: string;
}
/**
 * Answer of `GET /api/analytics/explain`.
 */
export interface ChangeExplanation {
  /**
   * When it was computed.
   */
  asOf: string;
  base: ExplainedSpan;
  /**
   * Value of the range − value of the base (scaled to the length of the range).
   */
  change: number;
  /**
   * ISO 4217 code of amounts.
   */
  currency: string;
  /**
   * The one that explains most comes first.
   */
  dimensions: ExplainedDimension[];
  /**
   * What is explained.
   */
  measure: 'volume' | 'count' | 'failed_count' | 'success_rate';
  range: ExplainedSpan;
  /**
   * The main finding in a sentence.
   */
  summary: string;
}
/**
 * One side of the comparison.
 */
export interface ExplainedSpan {
  /**
   * All payments.
   */
  count: number;
  /**
   * Start, inclusive.
   */
  from: string;
  /**
   * End, exclusive.
   */
  to: string;
  /**
   * The measure: volume in major units, payments, or a fraction 0..1; of the base scaled to the length of the range, unless it is a fraction.
   */
  value: number;
}
/**
 * The change split by one dimension.
 */
export interface ExplainedDimension {
  /**
   * How far its first part stands out, 0..1: its share of the change beyond its size in the base, less where the next part moved nearly as much. The dimension with the highest explains most.
   */
  concentration: number;
  /**
   * What it is split by.
   */
  dimension: 'method' | 'failure_code' | 'currency' | 'amount_band' | 'customer';
  /**
   * Why it has no parts, where it has none.
   */
  omitted: string | null;
  /**
   * Greatest contribution in the direction of the change first; at most 12, the others together as `*`.
   */
  parts: Contribution[];
}
/**
 * How much one part contributed to the change.
 */
export interface Contribution {
  /**
   * The same in the base, scaled to the length of the range, unless it is a fraction.
   */
  baseValue: number;
  /**
   * Its part of the change, in the unit of the measure; the parts of a dimension sum to the change.
   */
  contribution: number;
  /**
   * Method, failure code, currency, customer, or band of amounts in major units: `10-20` is from 10 to below 20, the last one `10000000+`; empty for payments without one; `*` for all others together.
   */
  key: string;
  /**
   * Contribution ÷ change: 0.8 is four fifths of it; negative where the part went the other way; 0 without a change.
   */
  share: number;
  /**
   * The measure of the part in the range; the success rate of a failure code is the fraction of all attempts that failed with it.
   */
  value: number;
}
/**
 * Somebody changed the customer since the version that the change was of.
 */
export interface ChangedMeanwhile {
  /**
   * Stable code of the problem's kind.
   */
  code: string;
  current: Customer;
  /**
   * What happened this time.
   */
  detail: string;
  /**
   * Every faulty field at once, 100 at most; empty for other problems.
   */
  errors: FieldProblem[];
  /**
   * Fields that the request sets and that stand otherwise now.
   */
  fields: string[];
  /**
   * Faults that are not listed, beyond the 100.
   */
  omitted: number;
  /**
   * Quote it to the operator; the logs carry it.
   */
  requestId: string;
  /**
   * The HTTP status, repeated.
   */
  status: number;
  /**
   * The kind of problem in a few words.
   */
  title: string;
  /**
   * URI reference of the problem's kind.
   */
  type: string;
}
/**
 * A customer with what they owe at present.
 *
 * Amounts are in major units of `currency`. They follow from charges and payments within
 * milliseconds, and never otherwise.
 */
export interface Customer {
  /**
   * Postal address, with its lines.
   */
  address: string | null;
  /**
   * The member who looks after it.
   */
  agent: CustomerAgent | null;
  /**
   * People to speak to there.
   */
  contacts: ContactPerson[];
  /**
   * When it was recorded.
   */
  createdAt: string;
  /**
   * Paid beyond all charges; the next charge takes it.
   */
  creditAmount: number;
  /**
   * ISO 4217 code.
   */
  currency: string;
  /**
   * Days since `dueDate` in the organisation's zone; 0 when not overdue.
   */
  daysOverdue: number;
  /**
   * When it was deleted; null of one that is not.
   */
  deletedAt: string | null;
  /**
   * The earliest due date of an open charge; null when nothing is open.
   */
  dueDate: string | null;
  /**
   * E-mail address.
   */
  email: string | null;
  /**
   * Its name in another system.
   */
  externalId: string | null;
  /**
   * Identifier of the customer.
   */
  id: string;
  /**
   * When the newest payment that counts arrived.
   */
  lastPaymentAt: string | null;
  /**
   * What the customer is called.
   */
  name: string;
  /**
   * Free text for colleagues.
   */
  notes: string | null;
  /**
   * Charges of which anything is open.
   */
  openCharges: number;
  /**
   * Payments that arrived before count only when they name a charge: what was owed at this time was recorded as it stood.
   */
  openedAt: string;
  /**
   * Sum of what is open of all charges.
   */
  outstandingAmount: number;
  /**
   * Phone number.
   */
  phone: string | null;
  status: CustomerStatus;
  /**
   * Words to find it by.
   */
  tags: string[];
  /**
   * When somebody last changed it or its charges.
   */
  updatedAt: string;
  /**
   * Number of changes by people so far; 1 is new.
   */
  version: number;
}
/**
 * The member who looks after a customer.
 */
export interface CustomerAgent {
  /**
   * The member.
   */
  id: string;
  /**
   * What they were called when assigned.
   */
  name: string;
}
/**
 * Somebody to speak to at the customer.
 */
export interface ContactPerson {
  /**
   * Their e-mail address.
   */
  email: string | null;
  /**
   * Their name.
   */
  name: string;
  /**
   * Their phone number.
   */
  phone: string | null;
  /**
   * What they do there.
   */
  role: string | null;
}
/**
 * A row that was imported before and says something else now; it was left as it was.
 */
export interface ChangedRow {
  /**
   * The payment it made the first time.
   */
  paymentId: string;
  /**
   * Row of the file, from 1; the header is a row too.
   */
  row: number;
}
/**
 * Something that a customer owes: an invoice, an instalment. Amounts in major units.
 */
export interface Charge {
  /**
   * What was charged.
   */
  amount: number;
  /**
   * Why it was cancelled.
   */
  cancelReason: string | null;
  /**
   * The day it was cancelled; else null.
   */
  cancelledOn: string | null;
  /**
   * When it was recorded.
   */
  createdAt: string;
  /**
   * ISO 4217 code.
   */
  currency: string;
  /**
   * Identifier of the customer.
   */
  customerId: string;
  /**
   * What is charged.
   */
  description: string | null;
  /**
   * The day it is to be paid by.
   */
  dueDate: string;
  /**
   * Its number in another system.
   */
  externalId: string | null;
  /**
   * Identifier of the charge.
   */
  id: string;
  /**
   * The day it was charged.
   */
  issuedOn: string;
  /**
   * What is not paid of it.
   */
  openAmount: number;
  status: ChargeStatus;
  /**
   * When somebody last changed it.
   */
  updatedAt: string;
  /**
   * Number of changes so far; 1 is new.
   */
  version: number;
}
/**
 * What to change of a charge that is not cancelled; what is left out stays.
 */
export interface ChargeChange {
  /**
   * Major units.
   */
  amount?: number | null;
  /**
   * What is charged.
   */
  description?: string | null;
  /**
   * The day it is to be paid by.
   */
  dueDate?: string | null;
  /**
   * Its number in another system; null takes it away.
   */
  externalId?: string | null;
  /**
   * The `version` that the change is of: when somebody changed it meanwhile, the answer is 409 with the present state.
   */
  version: number;
}
/**
 * Somebody changed the charge since the version that the change was of.
 */
export interface ChargeChangedMeanwhile {
  /**
   * Stable code of the problem's kind.
   */
  code: string;
  current: Charge;
  /**
   * What happened this time.
   */
  detail: string;
  /**
   * Every faulty field at once, 100 at most; empty for other problems.
   */
  errors: FieldProblem[];
  /**
   * Fields that the request sets and that stand otherwise now.
   */
  fields: string[];
  /**
   * Faults that are not listed, beyond the 100.
   */
  omitted: number;
  /**
   * Quote it to the operator; the logs carry it.
   */
  requestId: string;
  /**
   * The HTTP status, repeated.
   */
  status: number;
  /**
   * The kind of problem in a few words.
   */
  title: string;
  /**
   * URI reference of the problem's kind.
   */
  type: string;
}
/**
 * What a bucket, or the part of it that lies in the range, is compared with.
 */
export interface ComparedBucket {
  /**
   * Volume, in major units.
   */
  amount: number;
  /**
   * Succeeded + failed.
   */
  attempts: number;
  /**
   * All payments.
   */
  count: number;
  /**
   * Its end, exclusive.
   */
  end: string;
  /**
   * Succeeded ÷ (succeeded + failed), a fraction 0..1; 0 without an attempt.
   */
  successRate: number;
  /**
   * Start of the compared part.
   */
  timestamp: string;
}
/**
 * The same figures for the period that the range is compared with.
 */
export interface ComparedFigures {
  /**
   * Methods with at least one payment.
   */
  activeMethods: number;
  /**
   * Total volume ÷ succeeded payments, in major units.
   */
  averageAmount: number;
  /**
   * Payments that stand completed (also partly refunded).
   */
  completedCount: number;
  /**
   * All payments.
   */
  count: number;
  /**
   * Payments that stand failed.
   */
  failedCount: number;
  /**
   * Start, inclusive.
   */
  from: string;
  /**
   * Payments by local hour 0–23, 24 numbers; `peakHour` is the place of the greatest.
   */
  hours: number[];
  /**
   * Total volume − refunded volume, in major units.
   */
  netVolume: number;
  /**
   * Local hour 0–23 with the most payments, earliest on a tie; 0 without payments.
   */
  peakHour: number;
  /**
   * Payments that stand pending.
   */
  pendingCount: number;
  /**
   * Refunded volume ÷ total volume, a fraction 0..1; 0 without volume.
   */
  refundRate: number;
  /**
   * Payments that stand wholly refunded.
   */
  refundedCount: number;
  /**
   * Sum given back of these payments, in major units.
   */
  refundedVolume: number;
  /**
   * Succeeded ÷ (succeeded + failed), a fraction 0..1; 0 when there was no attempt.
   */
  successRate: number;
  /**
   * End, exclusive.
   */
  to: string;
  /**
   * Code of the method of the greatest volume, alphabetical on a tie; empty without volume.
   */
  topPaymentMethod: string;
  /**
   * Sum of payments that succeeded (completed, or completed and later refunded), in major units.
   */
  totalVolume: number;
}
/**
 * Completes a pending payment; the body may be left out.
 */
export interface CompletePayment {
  /**
   * When it happened: RFC 3339 with an offset, neither before the payment's last step nor in the future; now when left out.
   */
  occurredAt?: string | null;
}
/**
 * The password once more, before something that matters.
 */
export interface Confirmation {
  /**
   * The password.
   */
  password: string;
}
/**
 * Somebody to speak to at the customer.
 */
export interface ContactPersonInput {
  /**
   * E-mail address.
   */
  email?: string | null;
  /**
   * What the customer is called.
   */
  name: string;
  /**
   * Phone number, as people write it.
   */
  phone?: string | null;
  /**
   * What they do there.
   */
  role?: string | null;
}
/**
 * A new key. The secret is told here and never again.
 */
export interface CreatedApiKey {
  apiKey: ApiKey;
  /**
   * The whole key, to send as `Authorization: Bearer …`; null when the request repeats an earlier one, whose answer told it.
   */
  secret: string | null;
}
/**
 * One change of many customers.
 */
export interface CustomerBulk {
  /**
   * Words to find it by; upper and lower case are one.
   *
   * @maxItems 20
   */
  addTags?: string[];
  /**
   * The member who looks after them from now on; null for nobody.
   */
  agentId?: string | null;
  /**
   * The customers.
   *
   * @minItems 1
   * @maxItems 500
   */
  customerIds: string[];
  /**
   * Whether to delete them.
   */
  delete?: boolean;
  /**
   * Words to find it by; upper and lower case are one.
   *
   * @maxItems 20
   */
  removeTags?: string[];
}
/**
 * What became of the customers of a bulk change.
 */
export interface CustomerBulkOutcome {
  /**
   * Ids of customers that are otherwise now.
   */
  changed: string[];
  /**
   * Ids that no customer has.
   */
  missing: string[];
  /**
   * Ids of customers that were so already.
   */
  unchanged: string[];
}
/**
 * What to change of a customer; what is left out stays, null takes away.
 *
 * `outstandingAmount` and `dueDate` are the simple form of a customer with one open charge: they
 * change that charge so that so much of it is open, or make one where none is. With several open
 * charges they are refused: change the charges.
 */
export interface CustomerChange {
  /**
   * Postal address; lines are kept.
   */
  address?: string | null;
  /**
   * The member who looks after it.
   */
  agentId?: string | null;
  /**
   * People to speak to there: all of them.
   */
  contacts?: ContactPersonInput[] | null;
  /**
   * When it is to be paid by.
   */
  dueDate?: string | null;
  /**
   * E-mail address.
   */
  email?: string | null;
  /**
   * Its name in another system; one customer has it.
   */
  externalId?: string | null;
  /**
   * What the customer is called.
   */
  name?: string | null;
  /**
   * Free text for colleagues.
   */
  notes?: string | null;
  /**
   * What is to be open, in major units.
   */
  outstandingAmount?: number | null;
  /**
   * Phone number, as people write it.
   */
  phone?: string | null;
  /**
   * Words to find it by; upper and lower case are one.
   */
  tags?: string[] | null;
  /**
   * The `version` that the change is of: when somebody changed it meanwhile, the answer is 409 with the present state.
   */
  version: number;
}
/**
 * A customer with charges and payments.
 */
export interface CustomerDetails {
  /**
   * Postal address, with its lines.
   */
  address: string | null;
  /**
   * The member who looks after it.
   */
  agent: CustomerAgent | null;
  /**
   * How many charges there are.
   */
  chargeCount: number;
  /**
   * Open ones by due date, then the others, newest first; 200 at most.
   */
  charges: Charge[];
  /**
   * People to speak to there.
   */
  contacts: ContactPerson[];
  /**
   * When it was recorded.
   */
  createdAt: string;
  /**
   * Paid beyond all charges; the next charge takes it.
   */
  creditAmount: number;
  /**
   * ISO 4217 code.
   */
  currency: string;
  /**
   * Days since `dueDate` in the organisation's zone; 0 when not overdue.
   */
  daysOverdue: number;
  /**
   * When it was deleted; null of one that is not.
   */
  deletedAt: string | null;
  /**
   * The earliest due date of an open charge; null when nothing is open.
   */
  dueDate: string | null;
  /**
   * E-mail address.
   */
  email: string | null;
  /**
   * Its name in another system.
   */
  externalId: string | null;
  /**
   * Ids of customers that were merged into this one.
   */
  formerIds: string[];
  /**
   * Identifier of the customer.
   */
  id: string;
  /**
   * When the newest payment that counts arrived.
   */
  lastPaymentAt: string | null;
  /**
   * What the customer is called.
   */
  name: string;
  /**
   * Free text for colleagues.
   */
  notes: string | null;
  /**
   * Charges of which anything is open.
   */
  openCharges: number;
  /**
   * Payments that arrived before count only when they name a charge: what was owed at this time was recorded as it stood.
   */
  openedAt: string;
  /**
   * Sum of what is open of all charges.
   */
  outstandingAmount: number;
  /**
   * The newest payments of the customer, 50 at most.
   */
  payments: CustomerPayment[];
  /**
   * Phone number.
   */
  phone: string | null;
  status: CustomerStatus;
  /**
   * Words to find it by.
   */
  tags: string[];
  /**
   * When somebody last changed it or its charges.
   */
  updatedAt: string;
  /**
   * Number of changes by people so far; 1 is new.
   */
  version: number;
}
/**
 * A payment of a customer, and what it pays.
 */
export interface CustomerPayment {
  /**
   * The charges that it pays.
   */
  allocations: Allocation[];
  /**
   * Its amount in major units of its currency.
   */
  amount: number;
  /**
   * Whether it counts for what is owed: of the customer's currency, arrived, and not before `openedAt` unless it names a charge.
   */
  counts: boolean;
  /**
   * When it was made.
   */
  createdAt: string;
  /**
   * Part of it that pays no charge yet.
   */
  creditAmount: number;
  /**
   * ISO 4217 code.
   */
  currency: string;
  /**
   * The payment.
   */
  id: string;
  /**
   * How it was paid.
   */
  method: string;
  /**
   * Part of it given back.
   */
  refundedAmount: number;
  status: PaymentStatus;
}
/**
 * One import of customers.
 */
export interface CustomerImport {
  /**
   * The file's columns; empty until they were read.
   */
  columns: CustomerImportColumn[];
  /**
   * When somebody committed it.
   */
  committedAt: string | null;
  /**
   * Set once the check is over.
   */
  counts: CustomerImportCounts | null;
  /**
   * How the file was read: sheet or delimiter and encoding, dates, decimal_mark.
   */
  details: {
    [k: string]: string;
  };
  /**
   * Whether it waits for `commit`.
   */
  dryRun: boolean;
  /**
   * The options that are at fault, or that would help: `options.dateFormat`.
   */
  errors: FieldProblem[];
  /**
   * Name of the file.
   */
  fileName: string;
  /**
   * Cells that were corrected here.
   */
  fixes: number;
  /**
   * Identifier of the import.
   */
  id: string;
  /**
   * What a person should know.
   */
  notes: string[];
  options: CustomerImportOptions;
  /**
   * Set once it is committed.
   */
  outcome: CustomerImportOutcome | null;
  /**
   * The first 100 problems in the order of the rows; `rows` lists more, `errors.xlsx` has every one.
   */
  problems: CustomerImportProblem[];
  /**
   * Of the present state, 0..1.
   */
  progress: number;
  /**
   * Why it was refused or failed.
   */
  reason: string | null;
  /**
   * The same as a stable code.
   */
  reasonCode:
    | (
        | 'file_empty'
        | 'file_type_unsupported'
        | 'file_not_text'
        | 'file_damaged'
        | 'csv_malformed'
        | 'encoding_mismatch'
        | 'encoding_unknown'
        | 'workbook_protected'
        | 'workbook_too_large'
        | 'sheet_unknown'
        | 'sheet_empty'
        | 'sheet_missing'
        | 'sheet_assumed'
        | 'option_not_applicable'
        | 'cell_too_long'
        | 'too_many_columns'
        | 'header_missing'
        | 'rows_missing'
        | 'column_missing'
        | 'column_unknown'
        | 'column_repeated'
        | 'dates_ambiguous'
        | 'check_too_slow'
        | 'check_too_large'
        | 'bad_rows'
        | 'broke_off'
      )
    | null;
  /**
   * Number of checks so far; 1 is the first.
   */
  revision: number;
  /**
   * Visible sheets of the workbook; empty of a CSV file.
   */
  sheets: string[];
  /**
   * When the upload was complete.
   */
  startedAt: string;
  /**
   * Who uploaded it.
   */
  startedBy: string;
  /**
   * `checking`: the file is read and compared with the customers on record. `ready`: it was, and waits for `commit`. `committing`: it is recorded, and will be to the end whatever is killed. `done`: it was. `undoing`, `undone`: what it did is taken back, or was. `refused`: the file cannot be read as a table, see `reason`; nothing was recorded. `failed`: it broke off for a reason of ours; `commit` or `undo` goes on where it stopped.
   */
  state: 'checking' | 'ready' | 'committing' | 'done' | 'undoing' | 'undone' | 'refused' | 'failed';
  /**
   * Set once it is undone.
   */
  undo: CustomerImportUndo | null;
  /**
   * When somebody took it back.
   */
  undoneAt: string | null;
  /**
   * When it last told how it stands.
   */
  updatedAt: string;
}
/**
 * A column of the file.
 */
export interface CustomerImportColumn {
  /**
   * What it tells; null when it is not read.
   */
  field:
    | (
        | 'name'
        | 'external_id'
        | 'email'
        | 'phone'
        | 'address'
        | 'outstanding_amount'
        | 'currency'
        | 'due_date'
        | 'tags'
        | 'agent_email'
        | 'notes'
      )
    | null;
  /**
   * Its header; may be empty.
   */
  name: string;
  /**
   * Said, or recognised by its name; null when it is not read.
   */
  origin: ('mapping' | 'name') | null;
  /**
   * Its place, from 1.
   */
  position: number;
  /**
   * Its first values that are not empty, three at most.
   */
  samples: string[];
}
/**
 * What the check found, and what a commit would do; each row is counted once.
 */
export interface CustomerImportCounts {
  /**
   * Outstanding amounts of the rows that are created or change a customer, by currency: to compare with the file's own total.
   */
  amounts: ImportAmount[];
  /**
   * Rows with a problem.
   */
  bad: number;
  /**
   * New customers.
   */
  create: number;
  /**
   * Rows that a person left out.
   */
  leftOut: number;
  /**
   * All problems; a bad row has one or several.
   */
  problems: number;
  /**
   * Rows that are not blank, without the header.
   */
  rows: number;
  /**
   * Customers on record that `existing` leaves alone.
   */
  skip: number;
  /**
   * Customers that say all that already.
   */
  unchanged: number;
  /**
   * Customers on record that change.
   */
  update: number;
}
/**
 * A control total.
 */
export interface ImportAmount {
  /**
   * Major units of `currency`.
   */
  amount: number;
  /**
   * ISO 4217 code.
   */
  currency: string;
}
/**
 * How to read a file. Everything may be left out: it is found out, or defaulted.
 */
export interface CustomerImportOptions {
  /**
   * Field -> name of a column, or `#3` for the third; null reads no column for it. Fields that are left out are recognised by the names of the columns.
   */
  columns?: {
    [k: string]: string | null;
  };
  /**
   * Currency of new customers whose row names none; the organisation's when left out.
   */
  currency?: string | null;
  /**
   * `year-first`, `month-first`, `day-first` or a strptime pattern (`%d.%m.%Y`); found out when left out.
   */
  dateFormat?: string | null;
  /**
   * What decimals start with (`,` in `1.234,50`); found out when left out.
   */
  decimalMark?: ('.' | ',') | null;
  /**
   * CSV only: what stands between cells, when not recognised.
   */
  delimiter?: string | null;
  /**
   * CSV only, such as `cp1251`. Needed for text that is not Unicode.
   */
  encoding?: string | null;
  /**
   * What becomes of customers that are on record already: those of the same external id or, where the row has none, of the same e-mail address.
   */
  existing?: 'update' | 'skip';
  /**
   * Workbooks only; the first visible sheet when left out.
   */
  sheet?: string | null;
}
/**
 * What was recorded, so far.
 */
export interface CustomerImportOutcome {
  /**
   * Customers that were added.
   */
  created: number;
  /**
   * Good rows that could not be recorded any more.
   */
  failed: number;
  /**
   * Rows left alone: skipped, bad, or left out.
   */
  skipped: number;
  /**
   * Rows that said nothing new.
   */
  unchanged: number;
  /**
   * Customers that were changed.
   */
  updated: number;
}
/**
 * One thing that is wrong with one row.
 */
export interface CustomerImportProblem {
  /**
   * The cell as a spreadsheet names it; null when it is the row as a whole.
   */
  cell: string | null;
  /**
   * Stable code of the fault.
   */
  code: string;
  /**
   * Header of its column; empty when it has none.
   */
  column: string;
  /**
   * Field at fault; null when it is the row as a whole.
   */
  field:
    | (
        | 'name'
        | 'external_id'
        | 'email'
        | 'phone'
        | 'address'
        | 'outstanding_amount'
        | 'currency'
        | 'due_date'
        | 'tags'
        | 'agent_email'
        | 'notes'
      )
    | null;
  /**
   * The fault in a sentence.
   */
  message: string;
  /**
   * A value that would be right and that the cell may well have meant; null when there is none.
   */
  proposal: string | null;
  /**
   * Row of the file, from 1; the header is a row too.
   */
  row: number;
  /**
   * What to do; may be empty.
   */
  suggestion: string;
  /**
   * What stands there, cut to 80 characters.
   */
  value: string;
}
/**
 * What was taken back, so far.
 */
export interface CustomerImportUndo {
  /**
   * Customers left as they are, because somebody changed, charged or paid since.
   */
  kept: number;
  /**
   * Customers that the import added, deleted again.
   */
  removed: number;
  /**
   * Customers that are again as they were.
   */
  restored: number;
}
/**
 * Other choices, or corrected cells: the file is checked again with them.
 *
 * Fixes are added to those before; of two for one cell the later holds.
 */
export interface CustomerImportChange {
  /**
   * Cells to read otherwise.
   *
   * @maxItems 5000
   */
  fixes?: CellFix[];
  /**
   * Rows not to import.
   *
   * @maxItems 5000
   */
  leaveOut?: number[];
  /**
   * All choices anew; those before stay when left out.
   */
  options?: CustomerImportOptions | null;
  /**
   * Rows to import after all that were left out before.
   *
   * @maxItems 5000
   */
  takeIn?: number[];
}
/**
 * Records what was checked.
 */
export interface CustomerImportCommit {
  /**
   * The check that was looked at; refused when there was another one since. The newest one when left out.
   */
  revision?: number | null;
  /**
   * Record the good rows although others are bad.
   */
  skipBad?: boolean;
}
/**
 * The newest imports of customers.
 */
export interface CustomerImportList {
  /**
   * Newest first, 50 at most.
   */
  items: CustomerImport[];
}
/**
 * The part `options` of an upload.
 */
export interface CustomerImportRequest {
  /**
   * Field -> name of a column, or `#3` for the third; null reads no column for it. Fields that are left out are recognised by the names of the columns.
   */
  columns?: {
    [k: string]: string | null;
  };
  /**
   * Currency of new customers whose row names none; the organisation's when left out.
   */
  currency?: string | null;
  /**
   * `year-first`, `month-first`, `day-first` or a strptime pattern (`%d.%m.%Y`); found out when left out.
   */
  dateFormat?: string | null;
  /**
   * What decimals start with (`,` in `1.234,50`); found out when left out.
   */
  decimalMark?: ('.' | ',') | null;
  /**
   * CSV only: what stands between cells, when not recognised.
   */
  delimiter?: string | null;
  /**
   * Check and wait for `commit`. False records it at once when no row is bad, or with `skipBad`; otherwise it waits, too.
   */
  dryRun?: boolean;
  /**
   * CSV only, such as `cp1251`. Needed for text that is not Unicode.
   */
  encoding?: string | null;
  /**
   * What becomes of customers that are on record already: those of the same external id or, where the row has none, of the same e-mail address.
   */
  existing?: 'update' | 'skip';
  /**
   * Workbooks only; the first visible sheet when left out.
   */
  sheet?: string | null;
  /**
   * With `dryRun` false: record the good rows although some are bad.
   */
  skipBad?: boolean;
}
/**
 * A row of the file, and what becomes of it.
 */
export interface CustomerImportRow {
  /**
   * What stands in its cells that are read, fixes included.
   */
  cells: {
    [k: string]: string;
  };
  /**
   * Of `update`: what changes.
   */
  changes: ImportFieldChange[];
  /**
   * The customer on record that it is about; null of a new one.
   */
  customerId: string | null;
  /**
   * Cells that were corrected here.
   */
  fixed: (
    | 'name'
    | 'external_id'
    | 'email'
    | 'phone'
    | 'address'
    | 'outstanding_amount'
    | 'currency'
    | 'due_date'
    | 'tags'
    | 'agent_email'
    | 'notes'
  )[];
  /**
   * `create`: a new customer. `update`: a customer on record is changed. `unchanged`: it says all that already. `skip`: it is on record, and `existing` says to leave it. `bad`: it has a problem. `left_out`: a person said so. `failed`: good when checked and not any more when it was to be recorded.
   */
  outcome: 'create' | 'update' | 'unchanged' | 'skip' | 'bad' | 'left_out' | 'failed';
  /**
   * Of `bad` and `failed`: why.
   */
  problems: CustomerImportProblem[];
  /**
   * Row of the file, from 1; the header is a row too.
   */
  row: number;
}
/**
 * What a row changes of a customer.
 */
export interface ImportFieldChange {
  /**
   * As the row says.
   */
  after: string | null;
  /**
   * As it stands; null when it is empty.
   */
  before: string | null;
  /**
   * The field.
   */
  field:
    | 'name'
    | 'external_id'
    | 'email'
    | 'phone'
    | 'address'
    | 'outstanding_amount'
    | 'currency'
    | 'due_date'
    | 'tags'
    | 'agent_email'
    | 'notes';
}
/**
 * One page of an import's rows of one outcome.
 */
export interface CustomerImportRows {
  /**
   * In the order of the file.
   */
  items: CustomerImportRow[];
  /**
   * Those of them that can be listed: the first 1,000 bad, failed and left out ones, the first 200 of every other outcome.
   */
  listed: number;
  /**
   * Pass as `cursor` for the next page; null at the end.
   */
  nextCursor: string | null;
  /**
   * Rows of that outcome.
   */
  total: number;
}
/**
 * Merges another customer into this one, whose data stay; the other's id keeps working.
 */
export interface CustomerMerge {
  /**
   * The customer that is merged into this one: its charges, payments and references come here.
   */
  sourceId: string;
  /**
   * The `version` that the change is of: when somebody changed it meanwhile, the answer is 409 with the present state.
   */
  version: number;
}
/**
 * One page of customers.
 */
export interface CustomerPage {
  /**
   * The customers of this page, in the order asked for.
   */
  items: Customer[];
  /**
   * Pass as `cursor` for the next page; null at the end.
   */
  nextCursor: string | null;
  /**
   * Customers that match, counted with the first page.
   */
  total: number;
  /**
   * False when there may be more than `total`: counting ends at 10,000.
   */
  totalIsExact: boolean;
}
/**
 * Part of what happened to a customer, newest first.
 */
export interface CustomerTimeline {
  /**
   * Newest first.
   */
  items: TimelineItem[];
  /**
   * Pass as `cursor` for what is older; null at the end.
   */
  nextCursor: string | null;
}
/**
 * Something that happened to a customer.
 */
export interface TimelineItem {
  /**
   * Who did it; null of a payment's own step.
   */
  actor: string | null;
  /**
   * Of a charge or payment: its amount, or what was refunded; major units.
   */
  amount: number | null;
  /**
   * When it happened.
   */
  at: string;
  /**
   * The charge it is about.
   */
  chargeId: string | null;
  /**
   * The currency of `amount`.
   */
  currency: string | null;
  /**
   * Fields that were changed.
   */
  fields: string[];
  /**
   * The file that was imported.
   */
  fileName: string | null;
  /**
   * Identifier of the item.
   */
  id: string;
  /**
   * The import that did it.
   */
  importId: string | null;
  /**
   * What happened. An import added the customer (`customer_imported`), changed it (`customer_import_changed`), or was taken back (`customer_import_undone`).
   */
  kind:
    | 'customer_created'
    | 'customer_changed'
    | 'customer_deleted'
    | 'customer_restored'
    | 'customer_merged'
    | 'charge_added'
    | 'charge_changed'
    | 'charge_cancelled'
    | 'payment_received'
    | 'payment_failed'
    | 'payment_refunded'
    | 'payment_created'
    | 'payment_retried'
    | 'customer_imported'
    | 'customer_import_changed'
    | 'customer_import_undone';
  /**
   * The payment it is about.
   */
  paymentId: string | null;
  /**
   * Why, when somebody said so.
   */
  reason: string | null;
}
/**
 * Whether the stored local days are being cut anew, after a change of the time zone.
 *
 * Figures are right all the time; while it runs, those of long ranges take longer.
 */
export interface DayRebuild {
  /**
   * From 0 to 1; 1 when nothing is to do.
   */
  progress: number;
  /**
   * `running` from a change of the time zone until the new days are in use.
   */
  state: 'idle' | 'running';
}
/**
 * An account of the demo that everybody may use.
 */
export interface DemoLogin {
  /**
   * Its address.
   */
  email: string;
  /**
   * Its password.
   */
  password: string;
  /**
   * What the member is in the organisation.
   */
  role: 'owner' | 'admin' | 'agent' | 'viewer';
}
/**
 * What a page for people who are not signed in needs to know.
 */
export interface EntryHall {
  /**
   * Accounts of the demo; empty without one.
   */
  demo: DemoLogin[];
  /**
   * Whether messages stay in a local outbox, for want of a mail server; in development only.
   */
  outbox: boolean;
  /**
   * Whether new accounts may be opened.
   */
  registration: boolean;
}
/**
 * What the comparable earlier buckets lead one to expect of a bucket.
 */
export interface Expected {
  /**
   * Comparable buckets that it rests on.
   */
  samples: number;
  /**
   * Of `successRate`, fractions 0..1; null where too few attempts stand behind it.
   */
  successRate: Band | null;
  volume: Band;
}
/**
 * Fails a pending payment.
 */
export interface FailPayment {
  /**
   * Why a payment failed.
   */
  failureCode: string;
  /**
   * When it happened: RFC 3339 with an offset, neither before the payment's last step nor in the future; now when left out.
   */
  occurredAt?: string | null;
}
/**
 * Payments that went one way, as they stand now.
 */
export interface FlowStep {
  /**
   * Their sum in major units.
   */
  amount: number;
  /**
   * Payments that went this way.
   */
  count: number;
  /**
   * `created` or `succeeded`.
   */
  from: string;
  /**
   * `succeeded`, `failed`, `pending`, `kept` or `refunded`.
   */
  to: string;
}
/**
 * First message of the feed, as soon as the client is admitted.
 */
export interface Hello {
  /**
   * `seq` of the newest event at this moment; 0 when nothing happened yet.
   */
  latestSeq: number;
  /**
   * The organisation that this connection hears of.
   */
  tenantId: string;
}
/**
 * One of the 168 hours of the local week.
 */
export interface HourOfWeek {
  /**
   * Succeeded + failed.
   */
  attempts: number;
  /**
   * All payments of that hour in the range.
   */
  count: number;
  /**
   * Local hour 0–23.
   */
  hour: number;
  /**
   * Succeeded ÷ (succeeded + failed), a fraction 0..1; 0 without an attempt.
   */
  successRate: number;
  /**
   * 1 Monday … 7 Sunday, in the zone asked for.
   */
  weekday: number;
}
/**
 * Where a field's values come from.
 */
export interface ImportColumn {
  /**
   * Name of the column; null for one value for all rows.
   */
  column: string | null;
  /**
   * The one value for all rows; null for a column.
   */
  constant: string | null;
  /**
   * What of a payment it tells.
   */
  field:
    | 'created_at'
    | 'created_time'
    | 'amount'
    | 'currency'
    | 'method'
    | 'status'
    | 'refunded_amount'
    | 'failure_code'
    | 'customer_id'
    | 'external_id'
    | 'description';
  /**
   * Said, recognised by its name, one value for all rows, or our default.
   */
  origin: 'mapping' | 'name' | 'constant' | 'default';
  /**
   * Place of the column, from 1.
   */
  position: number | null;
}
/**
 * One thing that is wrong with one row.
 */
export interface ImportProblem {
  /**
   * Stable code of the fault.
   */
  code: string;
  /**
   * Its column.
   */
  column: string;
  /**
   * Field at fault; empty when it is the row as a whole.
   */
  field: string;
  /**
   * The fault in a sentence.
   */
  message: string;
  /**
   * Row of the file, from 1; the header is a row too.
   */
  row: number;
  /**
   * What to do; may be empty.
   */
  suggestion: string;
  /**
   * What stands there, cut to 80 characters.
   */
  value: string;
}
/**
 * How to read a file. Everything may be left out: it is found out, or defaulted.
 */
export interface ImportProfile {
  /**
   * Field -> name of a column, or `#3` for the third.
   */
  columns?: {
    [k: string]: string;
  };
  /**
   * Field -> one value for every row.
   */
  constants?: {
    [k: string]: string;
  };
  /**
   * Create payment methods that the organisation lacks.
   */
  createMethods?: boolean;
  /**
   * `year-first`, `month-first`, `day-first` or a strptime pattern (`%d.%m.%Y`).
   */
  dateFormat?: string | null;
  /**
   * What decimals start with, when no row tells.
   */
  decimalMark?: ('.' | ',') | null;
  /**
   * CSV only: what stands between cells, when not recognised.
   */
  delimiter?: string | null;
  /**
   * CSV only, such as `cp1251`. Needed for text that is not Unicode.
   */
  encoding?: string | null;
  /**
   * A local time that a clock change skipped: a bad row, or moved past it.
   */
  nonexistentTimes?: 'refuse' | 'shift';
  /**
   * Workbooks only; the first visible sheet when left out.
   */
  sheet?: string | null;
  /**
   * Import the good rows although others are bad.
   */
  skipBad?: boolean;
  /**
   * Name of the machine, shop or account, when files of several may hold equal rows that are different payments. Part of each row's identity.
   */
  source?: string;
  /**
   * IANA zone of times without an offset; the organisation's when left out.
   */
  timeZone?: string | null;
  /**
   * Field -> {word of the file -> ours}.
   */
  words?: {
    [k: string]: {
      [k: string]: string;
    };
  };
}
/**
 * What the check of the whole file found.
 */
export interface ImportReport {
  /**
   * The other rows: exact, however many are listed.
   */
  badRows: number;
  /**
   * Where each field was taken from.
   */
  columns: ImportColumn[];
  /**
   * How the file was read: encoding, delimiter or sheet, dates, decimal_mark, time_zone.
   */
  details: {
    [k: string]: string;
  };
  /**
   * Earliest good row; null when there is none.
   */
  firstAt: string | null;
  /**
   * Rows that are payments.
   */
  goodRows: number;
  /**
   * Columns that were not read.
   */
  ignoredColumns: string[];
  /**
   * Latest good row; null when there is none.
   */
  lastAt: string | null;
  /**
   * Methods to be created: code -> name.
   */
  newMethods: {
    [k: string]: string;
  };
  /**
   * What a person should know.
   */
  notes: string[];
  /**
   * All problems; a bad row has one or several of them.
   */
  problemCount: number;
  /**
   * The first 1,000, in the order of the rows; `bad-rows.csv` has every one.
   */
  problems: ImportProblem[];
  /**
   * Rows that are not blank, without the header.
   */
  rows: number;
  /**
   * The first five good rows.
   */
  samples: ImportSample[];
  /**
   * Good rows by currency and status.
   */
  totals: ImportTotal[];
}
/**
 * One of the first good rows, as it would be recorded.
 */
export interface ImportSample {
  /**
   * Major units of `currency`.
   */
  amount: number;
  /**
   * When the payment was made, in UTC.
   */
  createdAt: string;
  /**
   * ISO 4217 code.
   */
  currency: string;
  /**
   * Who paid.
   */
  customerId: string | null;
  /**
   * Free text.
   */
  description: string | null;
  /**
   * Its name in the system it came from.
   */
  externalId: string | null;
  /**
   * Why it failed; null when it did not.
   */
  failureCode: string | null;
  /**
   * Code of the payment method.
   */
  method: string;
  /**
   * Part of `amount` given back.
   */
  refundedAmount: number;
  /**
   * Row of the file, from 1; the header is a row too.
   */
  row: number;
  status: PaymentStatus;
}
/**
 * Good rows of one currency and status.
 */
export interface ImportTotal {
  /**
   * Sum of their amounts, in major units.
   */
  amount: number;
  /**
   * Rows.
   */
  count: number;
  /**
   * ISO 4217 code.
   */
  currency: string;
  /**
   * Sum of what was given back, in major units.
   */
  refundedAmount: number;
  status: PaymentStatus;
}
/**
 * The part `options` of an upload.
 */
export interface ImportRequest {
  /**
   * Field -> name of a column, or `#3` for the third.
   */
  columns?: {
    [k: string]: string;
  };
  /**
   * Field -> one value for every row.
   */
  constants?: {
    [k: string]: string;
  };
  /**
   * Create payment methods that the organisation lacks.
   */
  createMethods?: boolean;
  /**
   * `year-first`, `month-first`, `day-first` or a strptime pattern (`%d.%m.%Y`).
   */
  dateFormat?: string | null;
  /**
   * What decimals start with, when no row tells.
   */
  decimalMark?: ('.' | ',') | null;
  /**
   * CSV only: what stands between cells, when not recognised.
   */
  delimiter?: string | null;
  /**
   * Check and report; import nothing.
   */
  dryRun?: boolean;
  /**
   * CSV only, such as `cp1251`. Needed for text that is not Unicode.
   */
  encoding?: string | null;
  /**
   * A local time that a clock change skipped: a bad row, or moved past it.
   */
  nonexistentTimes?: 'refuse' | 'shift';
  /**
   * Workbooks only; the first visible sheet when left out.
   */
  sheet?: string | null;
  /**
   * Import the good rows although others are bad.
   */
  skipBad?: boolean;
  /**
   * Name of the machine, shop or account, when files of several may hold equal rows that are different payments. Part of each row's identity.
   */
  source?: string;
  /**
   * IANA zone of times without an offset; the organisation's when left out.
   */
  timeZone?: string | null;
  /**
   * Field -> {word of the file -> ours}.
   */
  words?: {
    [k: string]: {
      [k: string]: string;
    };
  };
}
/**
 * An invitation that is not accepted yet.
 */
export interface Invitation {
  /**
   * When the message was sent last.
   */
  createdAt: string;
  /**
   * Who is invited.
   */
  email: string;
  /**
   * Until when it can be accepted.
   */
  expiresAt: string;
  /**
   * Identifier.
   */
  id: string;
  /**
   * Name of who invited.
   */
  invitedBy: string;
  /**
   * What the member is in the organisation.
   */
  role: 'owner' | 'admin' | 'agent' | 'viewer';
}
/**
 * Accepts an invitation: opens an account, or adds the organisation to one that exists.
 */
export interface InvitationAcceptance {
  /**
   * The second factor, of accounts that have one.
   */
  code?: string | null;
  /**
   * What the person is called; needed for a new account.
   */
  name?: string | null;
  /**
   * The password of the account; of a new account, the one to be.
   */
  password: string;
  /**
   * From the link in the message.
   */
  token: string;
}
/**
 * What the link in an invitation stands for.
 */
export interface InvitationPreview {
  /**
   * Who is invited.
   */
  email: string;
  /**
   * Until when it can be accepted.
   */
  expiresAt: string;
  /**
   * Whether the address has an account already, whose password accepts.
   */
  hasAccount: boolean;
  /**
   * Name of who invited.
   */
  invitedBy: string;
  /**
   * Name of the organisation.
   */
  organisation: string;
  /**
   * What the member is in the organisation.
   */
  role: 'owner' | 'admin' | 'agent' | 'viewer';
}
/**
 * The process answers.
 */
export interface Liveness {
  /**
   * Always `ok`: a process that cannot, is silent.
   */
  status: 'ok';
}
/**
 * Signs in.
 */
export interface Login {
  /**
   * The second factor, of accounts that have one: six digits of the authenticator, or a recovery code.
   */
  code?: string | null;
  /**
   * An e-mail address.
   */
  email: string;
  /**
   * The password.
   */
  password: string;
}
/**
 * Marks notifications: those named, or with `all` every one up to a moment.
 */
export interface MarkNotifications {
  /**
   * Whether to mark all that are not archived.
   */
  all?: boolean;
  /**
   * Whether they are put away; what is put away is read.
   */
  archived?: boolean | null;
  /**
   * Notifications to mark.
   *
   * @maxItems 200
   */
  ids?: string[];
  /**
   * Whether they are read.
   */
  read?: boolean | null;
  /**
   * With `all`: only those whose `at` is not after it, so that what came since the page was read stays unread.
   */
  until?: string | null;
}
/**
 * What became of marks.
 */
export interface MarkedNotifications {
  /**
   * Notifications that are otherwise now.
   */
  changed: number;
  /**
   * Unread notifications of the caller; 1,000 at most.
   */
  unread: number;
}
/**
 * A person in the organisation.
 */
export interface Member {
  /**
   * The person's address.
   */
  email: string;
  /**
   * Since when the person belongs to it.
   */
  joinedAt: string;
  /**
   * When the person was last active, to some minutes.
   */
  lastSeenAt: string | null;
  /**
   * What the person is called.
   */
  name: string;
  /**
   * What the member is in the organisation.
   */
  role: 'owner' | 'admin' | 'agent' | 'viewer';
  /**
   * Whether signing in asks for a second factor.
   */
  twoFactor: boolean;
  /**
   * The person.
   */
  userId: string;
}
/**
 * Another role.
 */
export interface MemberChange {
  /**
   * What the member is in the organisation.
   */
  role: 'owner' | 'admin' | 'agent' | 'viewer';
}
/**
 * The figures of one range, one currency.
 */
export interface MetricFigures {
  /**
   * Methods with at least one payment.
   */
  activeMethods: number;
  /**
   * Total volume ÷ succeeded payments, in major units.
   */
  averageAmount: number;
  /**
   * Payments that stand completed (also partly refunded).
   */
  completedCount: number;
  /**
   * All payments.
   */
  count: number;
  /**
   * Payments that stand failed.
   */
  failedCount: number;
  /**
   * Payments by local hour 0–23, 24 numbers; `peakHour` is the place of the greatest.
   */
  hours: number[];
  /**
   * Total volume − refunded volume, in major units.
   */
  netVolume: number;
  /**
   * Local hour 0–23 with the most payments, earliest on a tie; 0 without payments.
   */
  peakHour: number;
  /**
   * Payments that stand pending.
   */
  pendingCount: number;
  /**
   * Refunded volume ÷ total volume, a fraction 0..1; 0 without volume.
   */
  refundRate: number;
  /**
   * Payments that stand wholly refunded.
   */
  refundedCount: number;
  /**
   * Sum given back of these payments, in major units.
   */
  refundedVolume: number;
  /**
   * Succeeded ÷ (succeeded + failed), a fraction 0..1; 0 when there was no attempt.
   */
  successRate: number;
  /**
   * Code of the method of the greatest volume, alphabetical on a tie; empty without volume.
   */
  topPaymentMethod: string;
  /**
   * Sum of payments that succeeded (completed, or completed and later refunded), in major units.
   */
  totalVolume: number;
}
/**
 * What was charged and collected from the first of a month to a day of it.
 */
export interface MonthSoFar {
  /**
   * Charged, without what was cancelled.
   */
  charged: number;
  /**
   * Received of customers, without what was given back.
   */
  collected: number;
  /**
   * Payments received.
   */
  payments: number;
}
/**
 * A key for a program.
 */
export interface NewApiKey {
  /**
   * When it ends by itself; never if left out.
   */
  expiresAt?: string | null;
  /**
   * What it is for.
   */
  name: string;
  /**
   * What it may do.
   *
   * @minItems 1
   * @maxItems 20
   */
  scopes: (
    | 'analytics:read'
    | 'payments:read'
    | 'payments:write'
    | 'payments:refund'
    | 'payments:import'
    | 'customers:read'
    | 'customers:write'
    | 'methods:write'
    | 'alerts:read'
    | 'alerts:handle'
    | 'organisation:read'
  )[];
}
/**
 * Something that the customer owes.
 */
export interface NewCharge {
  /**
   * Major units of the customer's currency.
   */
  amount: number;
  /**
   * What is charged.
   */
  description?: string | null;
  /**
   * The day it is to be paid by.
   */
  dueDate: string;
  /**
   * Its number in another system; one charge has it.
   */
  externalId?: string | null;
  /**
   * The day it was charged: not in the future, not after `dueDate`. Today when left out, or `dueDate` if that is earlier.
   */
  issuedOn?: string | null;
}
/**
 * A customer to record. With `outstandingAmount` its first charge is recorded as well.
 */
export interface NewCustomer {
  /**
   * Postal address; lines are kept.
   */
  address?: string | null;
  /**
   * The member who looks after it.
   */
  agentId?: string | null;
  /**
   * People to speak to there.
   *
   * @maxItems 10
   */
  contacts?: ContactPersonInput[];
  /**
   * ISO 4217 code of all that is charged; the organisation's when left out.
   */
  currency?: string | null;
  /**
   * When it is to be paid by; needs `outstandingAmount`. In 30 days if left out.
   */
  dueDate?: string | null;
  /**
   * E-mail address.
   */
  email?: string | null;
  /**
   * Its name in another system; one customer has it.
   */
  externalId?: string | null;
  /**
   * What the customer is called.
   */
  name: string;
  /**
   * Free text for colleagues.
   */
  notes?: string | null;
  /**
   * Payments that arrived before do not count, unless they name a charge; not in the future; now when left out.
   */
  openedAt?: string | null;
  /**
   * What is owed now, in major units of `currency`: makes one charge.
   */
  outstandingAmount?: number | null;
  /**
   * Phone number, as people write it.
   */
  phone?: string | null;
  /**
   * Words to find it by; upper and lower case are one.
   *
   * @maxItems 20
   */
  tags?: string[];
}
/**
 * Invites somebody by e-mail.
 */
export interface NewInvitation {
  /**
   * An e-mail address.
   */
  email: string;
  /**
   * What the member is in the organisation.
   */
  role: 'owner' | 'admin' | 'agent' | 'viewer';
}
/**
 * A further organisation, whose owner the caller becomes.
 */
export interface NewOrganisation {
  /**
   * ISO 4217 code; EUR if left out.
   */
  defaultCurrency?: string | null;
  /**
   * BCP 47 tag of how its numbers and dates are written; en-GB if left out.
   */
  locale?: string | null;
  /**
   * What it is called.
   */
  name: string;
  /**
   * IANA zone of its days and hours; UTC if left out.
   */
  timeZone?: string | null;
}
/**
 * A payment to record.
 */
export interface NewPayment {
  /**
   * Major units of `currency`.
   */
  amount: number;
  /**
   * The charge of the customer that it pays first; the one due first when left out.
   */
  chargeId?: string | null;
  /**
   * When it was made: RFC 3339 with an offset, not in the future; now when left out.
   */
  createdAt?: string | null;
  /**
   * ISO 4217 code.
   */
  currency: string;
  /**
   * Who pays, in your own terms.
   */
  customerId?: string | null;
  /**
   * Free text.
   */
  description?: string | null;
  /**
   * The payment's name in the system it comes from.
   */
  externalId?: string | null;
  /**
   * Needed with `failed`, refused with any other status.
   */
  failureCode?: string | null;
  /**
   * Code of one of the organisation's payment methods.
   */
  method: string;
  /**
   * How it stands already.
   */
  status?: 'pending' | 'completed' | 'failed';
}
/**
 * A method to add to the organisation's own.
 */
export interface NewPaymentMethod {
  /**
   * Code of one of the organisation's payment methods.
   */
  code: string;
  /**
   * The method's name for people.
   */
  name: string;
}
/**
 * Body of `POST /api/views`.
 */
export interface NewView {
  /**
   * What people call it.
   */
  name: string;
  /**
   * The page it is of.
   */
  page: 'dashboard' | 'payments' | 'customers';
  /**
   * The query string of the page's address, without its question mark.
   */
  query: string;
  /**
   * Whether every member sees it; else its owner alone.
   */
  shared?: boolean;
}
/**
 * An address to tell.
 */
export interface NewWebhook {
  /**
   * Whether it is told.
   */
  enabled?: boolean;
  /**
   * What it is told of; all if left out.
   *
   * @minItems 1
   * @maxItems 10
   */
  events?: ('alert.raised' | 'alert.resolved')[];
  /**
   * What people call it.
   */
  name: string;
  /**
   * Where messages are sent: https, on the public internet, without a password.
   */
  url: string;
}
/**
 * Something that happened, or several such things of one day, told to one person.
 *
 * Payments of one customer on one day are one notification; so are those of many customers, where
 * there are more of them than one would read. It is unread again when another one joins it.
 */
export interface Notification {
  /**
   * What was paid, given back, or is overdue, by currency.
   */
  amounts: NotificationAmount[];
  /**
   * Whether the person has put it away.
   */
  archived: boolean;
  /**
   * When the newest of it happened.
   */
  at: string;
  /**
   * How many things it tells of.
   */
  count: number;
  /**
   * The customer; null when it tells of several.
   */
  customerId: string | null;
  /**
   * What the customer was called then.
   */
  customerName: string | null;
  /**
   * The due date that has passed.
   */
  dueDate: string | null;
  /**
   * Name of the file that was imported.
   */
  fileName: string | null;
  /**
   * When the first of it happened.
   */
  firstAt: string;
  /**
   * Identifier of the notification.
   */
  id: string;
  /**
   * The import of customers that it tells of.
   */
  importId: string | null;
  /**
   * The newest payment that it tells of.
   */
  paymentId: string | null;
  /**
   * Whether the person has read it.
   */
  read: boolean;
  /**
   * `payment_received`: a payment of a customer arrived. `payment_refunded`: of such a payment something was given back. `payment_overdue`: the due date of an open charge has passed, told once a due date. `customer_added`: a customer was recorded. `import_finished`: an import of customers was recorded; `count` says how many it added or changed.
   */
  type:
    | 'payment_received'
    | 'payment_refunded'
    | 'payment_overdue'
    | 'customer_added'
    | 'import_finished';
}
/**
 * A sum of money in one currency.
 */
export interface NotificationAmount {
  /**
   * Major units of `currency`.
   */
  amount: number;
  /**
   * ISO 4217 code.
   */
  currency: string;
}
/**
 * One page of the caller's notifications, newest first.
 */
export interface NotificationPage {
  /**
   * Newest first.
   */
  items: Notification[];
  /**
   * Pass as `cursor` for the next page; null at the end.
   */
  nextCursor: string | null;
  /**
   * Unread notifications of the caller, of every type; 1,000 at most.
   */
  unread: number;
}
/**
 * How a person wants to be told of a type.
 */
export interface NotificationPreference {
  /**
   * Whether it comes in the daily digest by e-mail.
   */
  email: boolean;
  /**
   * Whether it comes to the bell and the list.
   */
  inApp: boolean;
  /**
   * `payment_received`: a payment of a customer arrived. `payment_refunded`: of such a payment something was given back. `payment_overdue`: the due date of an open charge has passed, told once a due date. `customer_added`: a customer was recorded. `import_finished`: an import of customers was recorded; `count` says how many it added or changed.
   */
  type:
    | 'payment_received'
    | 'payment_refunded'
    | 'payment_overdue'
    | 'customer_added'
    | 'import_finished';
}
/**
 * How to be told of a type.
 */
export interface NotificationPreferenceInput {
  /**
   * Whether it comes in the daily digest by e-mail.
   */
  email: boolean;
  /**
   * Whether it comes to the bell and the list.
   */
  inApp: boolean;
  /**
   * `payment_received`: a payment of a customer arrived. `payment_refunded`: of such a payment something was given back. `payment_overdue`: the due date of an open charge has passed, told once a due date. `customer_added`: a customer was recorded. `import_finished`: an import of customers was recorded; `count` says how many it added or changed.
   */
  type:
    | 'payment_received'
    | 'payment_refunded'
    | 'payment_overdue'
    | 'customer_added'
    | 'import_finished';
}
/**
 * All of a person's preferences in an organisation.
 */
export interface NotificationPreferences {
  /**
   * One of each type.
   */
  items: NotificationPreference[];
}
/**
 * Preferences to change; types left out stay as they are.
 */
export interface NotificationPreferencesChange {
  /**
   * One of each type that changes.
   *
   * @minItems 1
   * @maxItems 20
   */
  items: NotificationPreferenceInput[];
}
/**
 * Notifications are otherwise than before; fetch those that you show again.
 */
export interface NotificationsChanged {
  /**
   * Whose: of a person who read some elsewhere; null for all members, of something new.
   */
  userId: string | null;
}
/**
 * The organisation that the caller acts for.
 */
export interface Organisation {
  /**
   * ISO 4217 codes that it has payments in, default first.
   */
  currencies: string[];
  /**
   * ISO 4217 code that figures are in when none is asked for.
   */
  defaultCurrency: string;
  /**
   * What `X-Tenant-Id` calls it.
   */
  id: string;
  /**
   * BCP 47 tag of how numbers and dates are written.
   */
  locale: string;
  /**
   * The ways to pay that it takes or took, switched off ones included.
   */
  methods: PaymentMethod[];
  /**
   * Its name for people.
   */
  name: string;
  rebuild: DayRebuild;
  /**
   * Its name in addresses.
   */
  slug: string;
  /**
   * IANA zone of its days and hours.
   */
  timeZone: string;
}
/**
 * A way to pay that the organisation takes.
 */
export interface PaymentMethod {
  /**
   * Whether new payments may use it.
   */
  active: boolean;
  /**
   * Code of one of the organisation's payment methods.
   */
  code: string;
  /**
   * The method's name for people.
   */
  name: string;
}
/**
 * What to change of the organisation; what is left out stays.
 */
export interface OrganisationChange {
  /**
   * ISO 4217 code in use that figures are in when none is asked for.
   */
  defaultCurrency?: string | null;
  /**
   * BCP 47 tag of how numbers and dates are written.
   */
  locale?: string | null;
  /**
   * Its new name for people.
   */
  name?: string | null;
  /**
   * Its new name in addresses; nobody else's, and none that is kept.
   */
  slug?: string | null;
  /**
   * IANA zone of its days and hours, at once; the stored days follow in the background.
   */
  timeZone?: string | null;
}
/**
 * A message that was not sent, for want of a mail server. Development only.
 */
export interface OutboxMessage {
  /**
   * When it was written.
   */
  createdAt: string;
  /**
   * Identifier.
   */
  id: string;
  /**
   * What it is about.
   */
  subject: string;
  /**
   * What it says.
   */
  text: string;
  /**
   * Who would get it.
   */
  to: string;
}
/**
 * A new password by someone who knows the old one; other sessions end.
 */
export interface PasswordChange {
  /**
   * The password so far.
   */
  currentPassword: string;
  /**
   * At least 10 characters, none of the common passwords, and neither the name nor the e-mail address.
   */
  newPassword: string;
}
/**
 * Asks for a message with a link to set a new password.
 */
export interface PasswordForgotten {
  /**
   * An e-mail address.
   */
  email: string;
}
/**
 * A new password by someone who has the link; every session ends.
 */
export interface PasswordReset {
  /**
   * At least 10 characters, none of the common passwords, and neither the name nor the e-mail address.
   */
  newPassword: string;
  /**
   * From the link in the message.
   */
  token: string;
}
/**
 * Up to 5,000 payments; each is taken or refused by itself.
 */
export interface PaymentBatch {
  /**
   * The payments to record, each with the fields of `NewPayment`.
   *
   * @minItems 1
   * @maxItems 5000
   */
  items: NewPayment[];
}
/**
 * Outcome of a batch, in the order of its items.
 */
export interface PaymentBatchOutcome {
  /**
   * Items recorded now.
   */
  created: number;
  /**
   * One outcome for each item, in its order.
   */
  items: BatchItemOutcome[];
  /**
   * Items refused.
   */
  refused: number;
  /**
   * Items that were recorded before.
   */
  replayed: number;
}
/**
 * Answer of `GET /api/analytics/breakdown`: one range, one currency.
 */
export interface PaymentBreakdown {
  /**
   * When these figures were read.
   */
  asOf: string;
  /**
   * All payments.
   */
  count: number;
  /**
   * ISO 4217 code that all amounts are in.
   */
  currency: string;
  /**
   * Payments that stand failed, by failure code, most frequent first.
   */
  failureCodes: BreakdownPart[];
  /**
   * created → succeeded, failed, pending; succeeded → kept, refunded. The count of `refunded` is wholly refunded payments, its amount all that was given back.
   */
  flow: FlowStep[];
  /**
   * Start of the range, inclusive.
   */
  from: string;
  /**
   * All 168 local hours of the week, Monday 0:00 first.
   */
  hoursOfWeek: HourOfWeek[];
  /**
   * By method, greatest volume first.
   */
  methods: BreakdownPart[];
  /**
   * Start of the compared period, inclusive.
   */
  previousFrom: string;
  /**
   * End of the compared period, exclusive.
   */
  previousTo: string;
  /**
   * By status, all four, in their order.
   */
  statuses: BreakdownPart[];
  /**
   * IANA zone of weekdays and hours.
   */
  timeZone: string;
  /**
   * End of the range, exclusive.
   */
  to: string;
}
/**
 * One payment with everything that happened to it, oldest first.
 */
export interface PaymentDetails {
  /**
   * Major units of `currency`.
   */
  amount: number;
  /**
   * The charge of the customer that it pays first; the one due first when null.
   */
  chargeId: string | null;
  /**
   * When the payment was made; it is counted at this time.
   */
  createdAt: string;
  /**
   * ISO 4217 code.
   */
  currency: string;
  /**
   * Who paid.
   */
  customerId: string | null;
  /**
   * Free text.
   */
  description: string | null;
  /**
   * The payment's name in the system it came from.
   */
  externalId: string | null;
  /**
   * Why it failed; set while the payment is failed.
   */
  failureCode: string | null;
  /**
   * Identifier of the payment.
   */
  id: string;
  /**
   * Code of one of the organisation's payment methods.
   */
  method: string;
  /**
   * Part of `amount` given back so far, in major units of `currency`.
   */
  refundedAmount: number;
  status: PaymentStatus;
  /**
   * Its steps, oldest first.
   */
  timeline: TimelineEntry[];
  /**
   * When its status last changed.
   */
  updatedAt: string;
  /**
   * Number of changes so far; 1 is new.
   */
  version: number;
}
/**
 * One step of a payment's life.
 */
export interface TimelineEntry {
  /**
   * The payment's amount, or the part refunded by this step, in major units of the payment's currency.
   */
  amount: number;
  /**
   * Why the payment failed; null at any other step.
   */
  failureCode: string | null;
  /**
   * Status before; null for a new payment.
   */
  fromStatus: PaymentStatus | null;
  /**
   * Identifier of the event.
   */
  id: string;
  /**
   * When it happened.
   */
  occurredAt: string;
  toStatus: PaymentStatus;
  type: PaymentEventType;
}
/**
 * A payment was received, failed or was refunded: `payment_event` on the socket.
 */
export interface PaymentEvent {
  /**
   * Identifier of the event.
   */
  id: string;
  payment: Payment;
  /**
   * Place in the organisation's one sequence, from 1, without gaps.
   */
  seq: number;
  /**
   * When it happened.
   */
  timestamp: string;
  /**
   * What happened: it became completed, it failed, money was given back.
   */
  type: 'payment_received' | 'payment_failed' | 'payment_refunded';
}
/**
 * Part of the organisation's sequence of events, ascending by `seq`.
 */
export interface PaymentEventPage {
  /**
   * The events, ascending by `seq`, without a gap.
   */
  items: (PaymentEvent | PaymentUpdated)[];
  /**
   * The newest seq there is; 0 when nothing happened yet.
   */
  latestSeq: number;
  /**
   * Whether events after the last one given exist already.
   */
  more: boolean;
  /**
   * The oldest seq still kept.
   */
  oldestSeq: number;
}
/**
 * Any other step of a payment: `payment_updated` on the socket, same sequence.
 */
export interface PaymentUpdated {
  /**
   * Identifier of the event.
   */
  id: string;
  payment: Payment;
  /**
   * Place in the organisation's one sequence, from 1, without gaps.
   */
  seq: number;
  /**
   * When it happened.
   */
  timestamp: string;
  /**
   * What happened: it was recorded as pending, it was put back to pending.
   */
  type: 'payment_created' | 'payment_retried';
}
/**
 * One import, running or over.
 */
export interface PaymentImport {
  /**
   * Rows that were imported before.
   */
  alreadyThere: number;
  /**
   * Of these, rows that say something else now; left alone.
   */
  changed: number;
  /**
   * The first 100 of them.
   */
  changedRows: ChangedRow[];
  /**
   * Payments added; of an import that broke off, at least so many.
   */
  created: number;
  /**
   * Whether it was only checked.
   */
  dryRun: boolean;
  /**
   * The options that are at fault, or that would help, as in a problem: `options.dateFormat`. Empty when none would.
   */
  errors: FieldProblem[];
  /**
   * Name of the uploaded file.
   */
  fileName: string;
  /**
   * Identifier of the import.
   */
  id: string;
  /**
   * Of the present state, 0..1.
   */
  progress: number;
  /**
   * Why it was refused or failed.
   */
  reason: string | null;
  /**
   * The same as a stable code.
   */
  reasonCode:
    | (
        | 'file_empty'
        | 'file_type_unsupported'
        | 'file_not_text'
        | 'file_damaged'
        | 'csv_malformed'
        | 'encoding_mismatch'
        | 'encoding_unknown'
        | 'workbook_protected'
        | 'workbook_too_large'
        | 'sheet_unknown'
        | 'sheet_empty'
        | 'sheet_missing'
        | 'sheet_assumed'
        | 'option_not_applicable'
        | 'cell_too_long'
        | 'too_many_columns'
        | 'header_missing'
        | 'rows_missing'
        | 'column_missing'
        | 'column_unknown'
        | 'column_repeated'
        | 'dates_ambiguous'
        | 'check_too_slow'
        | 'check_too_large'
        | 'bad_rows'
        | 'broke_off'
      )
    | null;
  /**
   * Set once the check is over.
   */
  report: ImportReport | null;
  /**
   * When the upload was complete.
   */
  startedAt: string;
  /**
   * `done`: imported, or with a dry run checked. `refused`: nothing was imported, see `reason` and `report`. `failed`: broke off; send the file again, what is there stays. A lost process is noticed after a minute.
   */
  state: 'checking' | 'writing' | 'done' | 'refused' | 'failed';
  /**
   * When it last told how it stands.
   */
  updatedAt: string;
}
/**
 * What to change of a method; what is left out stays.
 */
export interface PaymentMethodChange {
  /**
   * Whether new payments may use it from now on.
   */
  active?: boolean | null;
  /**
   * Its new name for people.
   */
  name?: string | null;
}
/**
 * Answer of `GET /api/analytics/metrics`.
 */
export interface PaymentMetrics {
  /**
   * Methods with at least one payment.
   */
  activeMethods: number;
  /**
   * When these figures were read.
   */
  asOf: string;
  /**
   * Total volume ÷ succeeded payments, in major units.
   */
  averageAmount: number;
  /**
   * Payments that stand completed (also partly refunded).
   */
  completedCount: number;
  /**
   * All payments.
   */
  count: number;
  /**
   * ISO 4217 code that all amounts are in.
   */
  currency: string;
  /**
   * Payments that stand failed.
   */
  failedCount: number;
  /**
   * Start of the range, inclusive.
   */
  from: string;
  /**
   * Payments by local hour 0–23, 24 numbers; `peakHour` is the place of the greatest.
   */
  hours: number[];
  /**
   * Total volume − refunded volume, in major units.
   */
  netVolume: number;
  /**
   * Local hour 0–23 with the most payments, earliest on a tie; 0 without payments.
   */
  peakHour: number;
  /**
   * Payments that stand pending.
   */
  pendingCount: number;
  previous: ComparedFigures;
  /**
   * Refunded volume ÷ total volume, a fraction 0..1; 0 without volume.
   */
  refundRate: number;
  /**
   * Payments that stand wholly refunded.
   */
  refundedCount: number;
  /**
   * Sum given back of these payments, in major units.
   */
  refundedVolume: number;
  /**
   * Succeeded ÷ (succeeded + failed), a fraction 0..1; 0 when there was no attempt.
   */
  successRate: number;
  /**
   * IANA zone that hours and days are cut in.
   */
  timeZone: string;
  /**
   * End of the range, exclusive.
   */
  to: string;
  /**
   * Code of the method of the greatest volume, alphabetical on a tie; empty without volume.
   */
  topPaymentMethod: string;
  /**
   * Sum of payments that succeeded (completed, or completed and later refunded), in major units.
   */
  totalVolume: number;
}
/**
 * One page of payments.
 */
export interface PaymentPage {
  /**
   * The payments of this page, in the order asked for.
   */
  items: Payment[];
  /**
   * Pass as `cursor` for the next page; null at the end.
   */
  nextCursor: string | null;
  /**
   * Payments that match the filters, counted with the first page.
   */
  total: number;
  /**
   * False when there may be more than `total`: of a filter by amount, customer or text only the first 10,000 are counted.
   */
  totalIsExact: boolean;
}
/**
 * One permission.
 */
export interface PermissionDescription {
  /**
   * Its name.
   */
  name:
    | 'analytics:read'
    | 'payments:read'
    | 'payments:write'
    | 'payments:refund'
    | 'payments:import'
    | 'customers:read'
    | 'customers:write'
    | 'methods:write'
    | 'alerts:read'
    | 'alerts:handle'
    | 'alerts:write'
    | 'notifications:own'
    | 'views:own'
    | 'views:share'
    | 'organisation:read'
    | 'organisation:write'
    | 'members:read'
    | 'members:write'
    | 'owners:write'
    | 'api_keys:read'
    | 'api_keys:write'
    | 'audit:read';
  /**
   * What it allows, in a sentence.
   */
  summary: string;
}
/**
 * Where an organisation is; what is left out can be changed later.
 */
export interface Place {
  /**
   * ISO 4217 code; EUR if left out.
   */
  defaultCurrency?: string | null;
  /**
   * BCP 47 tag of how its numbers and dates are written; en-GB if left out.
   */
  locale?: string | null;
  /**
   * IANA zone of its days and hours; UTC if left out.
   */
  timeZone?: string | null;
}
/**
 * Body of every error answer, sent as `application/problem+json`.
 */
export interface Problem {
  /**
   * Stable code of the problem's kind.
   */
  code: string;
  /**
   * What happened this time.
   */
  detail: string;
  /**
   * Every faulty field at once, 100 at most; empty for other problems.
   */
  errors: FieldProblem[];
  /**
   * Faults that are not listed, beyond the 100.
   */
  omitted: number;
  /**
   * Quote it to the operator; the logs carry it.
   */
  requestId: string;
  /**
   * The HTTP status, repeated.
   */
  status: number;
  /**
   * The kind of problem in a few words.
   */
  title: string;
  /**
   * URI reference of the problem's kind.
   */
  type: string;
}
/**
 * What a person says about themselves.
 */
export interface ProfileChange {
  /**
   * The organisation that requests without `X-Tenant-Id` act for.
   */
  defaultTenantId?: string | null;
  /**
   * What to be called.
   */
  name?: string | null;
}
/**
 * How far derived numbers are behind the payments.
 */
export interface ProjectorStatus {
  /**
   * Age in milliseconds of the oldest payment event not yet counted; 0 is live, null while nobody can tell.
   */
  lagMs: number | null;
  /**
   * Damaged records set aside.
   */
  quarantined: number;
  /**
   * `rebuilding`: figures are incomplete until it is done; `absent`: no worker counts at the moment.
   */
  state: 'running' | 'rebuilding' | 'absent';
}
/**
 * What is owed as of the end of a day, in one currency.
 *
 * Charges count from the day they were issued to the day they were cancelled, payments and refunds
 * on the day they happened, in the organisation's zone.
 */
export interface ReceivablesOverview {
  /**
   * `outstanding` by days past due; all five.
   */
  ageing: AgeingBucket[];
  /**
   * The day, at its end or, of today, now.
   */
  asOf: string;
  /**
   * Paid by customers beyond what was charged.
   */
  credit: number;
  /**
   * Currencies in which anything was ever charged or paid by a customer.
   */
  currencies: string[];
  /**
   * ISO 4217 code.
   */
  currency: string;
  /**
   * Days that it takes to collect: `outstanding` ÷ charged in the last 90 days × 90. Null when nothing was charged in them.
   */
  daysSalesOutstanding: number | null;
  month: MonthSoFar;
  /**
   * Sum of all that is open.
   */
  outstanding: number;
  /**
   * Part of it that was due before the day.
   */
  overdue: number;
  previousMonth: MonthSoFar;
  /**
   * The zone of its days.
   */
  timeZone: string;
}
/**
 * Codes that stand in for a lost authenticator, each once. They are shown once.
 */
export interface RecoveryCodes {
  /**
   * Ten codes.
   */
  codes: string[];
}
/**
 * Gives money of a completed payment back: all that is left, or a part.
 */
export interface RefundPayment {
  /**
   * Part to refund, in major units of the payment's currency; all that is left when left out.
   */
  amount?: number | null;
  /**
   * When it happened: RFC 3339 with an offset, neither before the payment's last step nor in the future; now when left out.
   */
  occurredAt?: string | null;
}
/**
 * Why a refund is refused that is more than what is left.
 */
export interface RefundProblem {
  /**
   * Stable code of the problem's kind.
   */
  code: string;
  /**
   * ISO 4217 code.
   */
  currency: string;
  /**
   * What happened this time.
   */
  detail: string;
  /**
   * Every faulty field at once, 100 at most; empty for other problems.
   */
  errors: FieldProblem[];
  /**
   * Faults that are not listed, beyond the 100.
   */
  omitted: number;
  /**
   * What is left to refund, in major units of `currency`.
   */
  refundable: number;
  /**
   * Quote it to the operator; the logs carry it.
   */
  requestId: string;
  /**
   * The HTTP status, repeated.
   */
  status: number;
  /**
   * The kind of problem in a few words.
   */
  title: string;
  /**
   * URI reference of the problem's kind.
   */
  type: string;
}
/**
 * A person who opens an account with an organisation of their own.
 */
export interface Registration {
  /**
   * ISO 4217 code; EUR if left out.
   */
  defaultCurrency?: string | null;
  /**
   * An e-mail address.
   */
  email: string;
  /**
   * BCP 47 tag of how its numbers and dates are written; en-GB if left out.
   */
  locale?: string | null;
  /**
   * What the person is called.
   */
  name: string;
  /**
   * What the organisation is called.
   */
  organisation: string;
  /**
   * At least 10 characters, none of the common passwords, and neither the name nor the e-mail address.
   */
  password: string;
  /**
   * IANA zone of its days and hours; UTC if left out.
   */
  timeZone?: string | null;
}
/**
 * Closes an alert. Its rule stays quiet until the condition has cleared.
 */
export interface ResolveAlert {
  /**
   * A remark for the history.
   */
  note?: string | null;
  /**
   * The version that you saw: refused with 409 if it has changed since.
   */
  version: number;
}
/**
 * Asks for what happened after an event; answered with `Resumed`.
 */
export interface Resume {
  /**
   * `seq` of the last event that you have; 0 for none.
   */
  afterSeq: number;
}
/**
 * Events after `afterSeq`, ascending; ask again while `more`.
 */
export interface Resumed {
  /**
   * At most 1,000 events or 256 KiB.
   */
  events: (PaymentEvent | PaymentUpdated)[];
  /**
   * `seq` of the newest event at this moment; 0 when nothing happened yet.
   */
  latestSeq: number;
  /**
   * Whether events after the last one given exist already.
   */
  more: boolean;
}
/**
 * Events were left out of the feed on purpose; take the newest page, or resume.
 */
export interface Resync {
  /**
   * `seq` of the newest event at this moment; 0 when nothing happened yet.
   */
  latestSeq: number;
  /**
   * Too many at once; this client did not keep up and is cut; the place asked for is not in the sequence.
   */
  reason: 'burst' | 'slow_consumer' | 'history_gone';
}
/**
 * Puts a failed payment back to pending; the body may be left out.
 */
export interface RetryPayment {
  /**
   * When it happened: RFC 3339 with an offset, neither before the payment's last step nor in the future; now when left out.
   */
  occurredAt?: string | null;
}
/**
 * One role and what it may do.
 */
export interface RoleDescription {
  /**
   * All that it allows.
   */
  permissions: PermissionDescription[];
  /**
   * Its name.
   */
  role: 'owner' | 'admin' | 'agent' | 'viewer';
  /**
   * What it is for, in a sentence.
   */
  summary: string;
}
/**
 * Who calls, for which organisation, and what that allows.
 */
export interface Session {
  /**
   * The API key; null for a person.
   */
  apiKey: ApiKey | null;
  /**
   * Every organisation that the caller may choose, by name.
   */
  memberships: Membership[];
  /**
   * What the caller may do there.
   */
  permissions: (
    | 'analytics:read'
    | 'payments:read'
    | 'payments:write'
    | 'payments:refund'
    | 'payments:import'
    | 'customers:read'
    | 'customers:write'
    | 'methods:write'
    | 'alerts:read'
    | 'alerts:handle'
    | 'alerts:write'
    | 'notifications:own'
    | 'views:own'
    | 'views:share'
    | 'organisation:read'
    | 'organisation:write'
    | 'members:read'
    | 'members:write'
    | 'owners:write'
    | 'api_keys:read'
    | 'api_keys:write'
    | 'audit:read'
  )[];
  /**
   * The organisation that this request acts for.
   */
  tenant: Membership | null;
  /**
   * The person; null for an API key.
   */
  user: User | null;
}
/**
 * Role, name or organisation of who is connected may differ: ask `GET /api/auth/session`.
 */
export interface SessionChanged {
  /**
   * The organisation that this connection hears of.
   */
  tenantId: string;
}
/**
 * Last message of a connection that is no longer admitted; it is closed then.
 */
export interface SessionEnded {
  /**
   * `token_expired`: no new token came in time. `session_ended`: logged out or revoked. `unauthenticated`: the API key or the person is gone. `permission_denied`: the role no longer allows it. `tenant_not_found`: no member any more.
   */
  code:
    | 'token_expired'
    | 'session_ended'
    | 'unauthenticated'
    | 'permission_denied'
    | 'tenant_not_found';
}
/**
 * The token ends soon: send `authenticate` with a new one to stay connected.
 */
export interface SessionExpiring {
  /**
   * When the connection ends.
   */
  expiresAt: string;
}
/**
 * Puts an alert off.
 */
export interface SnoozeAlert {
  /**
   * A remark for the history.
   */
  note?: string | null;
  /**
   * When it speaks up again: in the future, 30 days ahead at most.
   */
  until: string;
  /**
   * The version that you saw: refused with 409 if it has changed since.
   */
  version: number;
}
/**
 * Whether the product works, for the dashboard's badge and for probes.
 */
export interface SystemStatus {
  /**
   * Whether MongoDB answers.
   */
  mongo: 'ok' | 'down';
  projector: ProjectorStatus;
  /**
   * Whether Redis answers; without it answers are slower, never wrong.
   */
  redis: 'ok' | 'down';
  /**
   * `degraded`: payments are taken, figures or the feed may be late; `down`: the database does not answer.
   */
  status: 'ok' | 'degraded' | 'down';
  /**
   * Version of Cashbeat.
   */
  version: string;
}
/**
 * One bucket of `GET /api/analytics/trends`.
 */
export interface TrendData {
  /**
   * Methods with at least one payment.
   */
  activeMethods: number;
  /**
   * Volume: the sum of payments that succeeded, in major units of the currency asked for.
   */
  amount: number;
  /**
   * Set where the bucket is unusual.
   */
  anomaly: Anomaly | null;
  /**
   * Volume ÷ succeeded payments, in major units.
   */
  averageAmount: number;
  /**
   * False while the bucket still runs, or where the range cuts it.
   */
  complete: boolean;
  /**
   * Payments that stand completed (also partly refunded).
   */
  completedCount: number;
  /**
   * All payments.
   */
  count: number;
  /**
   * End of the bucket, exclusive.
   */
  end: string;
  /**
   * What its history leads one to expect; null for a bucket that is not complete or has too little history.
   */
  expected: Expected | null;
  /**
   * Payments that stand failed.
   */
  failedCount: number;
  /**
   * Payments that stand pending.
   */
  pendingCount: number;
  /**
   * What stands in the same place of the compared period: for an hour the one that the clocks showed, for a day the day, and the whole of it also while the bucket itself still runs. Null without `compare`, for a day that the earlier month lacks, and for an hour that the clocks of that day skipped or did not repeat.
   */
  previous: ComparedBucket | null;
  /**
   * Payments that stand wholly refunded.
   */
  refundedCount: number;
  /**
   * Sum given back of these payments, in major units.
   */
  refundedVolume: number;
  /**
   * Succeeded ÷ (succeeded + failed), a fraction 0..1; 0 without an attempt.
   */
  successRate: number;
  /**
   * Start of the bucket.
   */
  timestamp: string;
}
/**
 * A code of the authenticator.
 */
export interface TwoFactorCode {
  /**
   * Six digits of the authenticator, or a recovery code.
   */
  code: string;
}
/**
 * Ends the second factor.
 */
export interface TwoFactorRemoval {
  /**
   * Six digits of the authenticator, or a recovery code.
   */
  code: string;
  /**
   * The password.
   */
  password: string;
}
/**
 * A secret for an authenticator app; it counts once a code of it was confirmed.
 */
export interface TwoFactorSetup {
  /**
   * The address as a QR code: a whole SVG document.
   */
  qrSvg: string;
  /**
   * Base32, to type in.
   */
  secret: string;
  /**
   * The same as `otpauth://` address.
   */
  uri: string;
}
/**
 * How much there is to read.
 */
export interface UnreadCount {
  /**
   * Unread notifications of the caller; 1,000 at most.
   */
  unread: number;
}
/**
 * One place where the person is signed in.
 */
export interface UserSession {
  /**
   * IP address it was last used from.
   */
  address: string;
  /**
   * When the person signed in there.
   */
  createdAt: string;
  /**
   * Whether it is the one that asks.
   */
  current: boolean;
  /**
   * When it ends unless it is used.
   */
  expiresAt: string;
  /**
   * Identifier.
   */
  id: string;
  /**
   * When it was last refreshed.
   */
  lastUsedAt: string;
  /**
   * The browser, as it names itself.
   */
  userAgent: string;
}
/**
 * A saved view of a page.
 *
 * A personal one is its owner's alone. A shared one is seen by all members, and changed by its
 * owner, while they may share, and by whoever may change the organisation's settings.
 */
export interface View {
  /**
   * Whether the caller may change and delete it.
   */
  canChange: boolean;
  /**
   * When it was made.
   */
  createdAt: string;
  /**
   * Identifier of the view.
   */
  id: string;
  /**
   * Whether the caller made it.
   */
  mine: boolean;
  /**
   * What people call it.
   */
  name: string;
  /**
   * The person who made it.
   */
  ownerId: string;
  /**
   * Their name.
   */
  ownerName: string;
  /**
   * The page it is of.
   */
  page: 'dashboard' | 'payments' | 'customers';
  /**
   * The query string of the page's address, without its question mark.
   */
  query: string;
  /**
   * Whether every member sees it; else its owner alone.
   */
  shared: boolean;
  /**
   * When it was last changed.
   */
  updatedAt: string;
}
/**
 * Body of `PATCH /api/views/{viewId}`; what is left out stays.
 */
export interface ViewChange {
  /**
   * Its new name.
   */
  name?: string | null;
  /**
   * What it shows from now on.
   */
  query?: string | null;
  /**
   * Whether every member sees it; else its owner alone.
   */
  shared?: boolean | null;
}
/**
 * An address that is told, without its secret.
 */
export interface Webhook {
  /**
   * When it was made.
   */
  createdAt: string;
  /**
   * Name of who made it.
   */
  createdBy: string;
  /**
   * Whether it is told.
   */
  enabled: boolean;
  /**
   * What it is told of.
   */
  events: ('alert.raised' | 'alert.resolved')[];
  /**
   * Identifier.
   */
  id: string;
  /**
   * The newest message to it; null for none in 30 days.
   */
  lastDelivery: WebhookDelivery | null;
  /**
   * What people call it.
   */
  name: string;
  /**
   * How its secret begins, to tell it from others.
   */
  secretHint: string;
  /**
   * When its secret was made anew; null for the first one.
   */
  secretRotatedAt: string | null;
  /**
   * When it was changed last.
   */
  updatedAt: string;
  /**
   * Where messages are sent.
   */
  url: string;
}
/**
 * One message to one webhook.
 */
export interface WebhookDelivery {
  /**
   * Of which alert; null for a test.
   */
  alertId: string | null;
  /**
   * The tries, oldest first.
   */
  attempts: WebhookAttempt[];
  /**
   * When it was written.
   */
  createdAt: string;
  /**
   * What it tells.
   */
  event: 'alert.raised' | 'alert.resolved' | 'test';
  /**
   * Identifier of the message, the same in every attempt: `Cashbeat-Event-Id`.
   */
  eventId: string;
  /**
   * Identifier.
   */
  id: string;
  /**
   * When it is tried next, while waiting.
   */
  nextAttemptAt: string | null;
  /**
   * Whether it arrived; `failed` is given up.
   */
  state: 'waiting' | 'delivered' | 'failed';
}
/**
 * One try to deliver.
 */
export interface WebhookAttempt {
  /**
   * Beginning of what was answered, 500 characters at most.
   */
  answer: string | null;
  /**
   * When.
   */
  at: string;
  /**
   * Why it failed; null when it was taken.
   */
  error: string | null;
  /**
   * Milliseconds until the answer or the failure.
   */
  latencyMs: number;
  /**
   * HTTP status of the answer; null without one.
   */
  status: number | null;
}
/**
 * What to change of a webhook; what is left out stays.
 */
export interface WebhookChange {
  /**
   * Whether it is told.
   */
  enabled?: boolean | null;
  /**
   * What it is told of.
   */
  events?: ('alert.raised' | 'alert.resolved')[] | null;
  /**
   * Its new name.
   */
  name?: string | null;
  /**
   * Make a new secret, told in the answer. For 24 hours messages carry a signature of each, so that the receiver may change over.
   */
  rotateSecret?: boolean;
  /**
   * Where messages are sent from now on.
   */
  url?: string | null;
}
/**
 * Messages to one webhook, newest first; they are kept for 30 days.
 */
export interface WebhookDeliveryPage {
  /**
   * The messages.
   */
  items: WebhookDelivery[];
  /**
   * Send it as `cursor` for the next page; null at the end.
   */
  nextCursor: string | null;
}
/**
 * Body of the request that a webhook gets, as JSON.
 *
 * `Cashbeat-Signature: t=<unix seconds>,v1=<hex>` is HMAC-SHA256, keyed with the secret, of
 * `<t>.<body as sent>`. Refuse what is older than five minutes, and what you had already by `id`.
 */
export interface WebhookMessage {
  /**
   * The alert at that time; null for a test.
   */
  alert: Alert | null;
  /**
   * When it happened.
   */
  createdAt: string;
  /**
   * Identifier, the same in every attempt.
   */
  id: string;
  /**
   * The alert for people.
   */
  link: string | null;
  organisation: WebhookOrganisation;
  /**
   * What it tells.
   */
  type: 'alert.raised' | 'alert.resolved' | 'test';
}
/**
 * Whose message it is.
 */
export interface WebhookOrganisation {
  /**
   * Identifier.
   */
  id: string;
  /**
   * What it is called.
   */
  name: string;
}
/**
 * A webhook that is new or got a new secret, which is told here and never again.
 */
export interface WebhookWithSecret {
  /**
   * The key of its signatures; null when the request made none, or repeats an earlier one whose answer told it.
   */
  secret: string | null;
  webhook: Webhook;
}
