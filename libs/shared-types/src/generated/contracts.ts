/* Generated from apps/api/src/cashbeat/contracts by `nx run shared-types:generate`. */

/**
 * Where a payment stands; a partly refunded one stays completed.
 */
export type PaymentStatus = 'pending' | 'completed' | 'failed' | 'refunded';
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
  AnalyticsChanged: AnalyticsChanged;
  BatchItemOutcome: BatchItemOutcome;
  ChangedRow: ChangedRow;
  ComparedFigures: ComparedFigures;
  CompletePayment: CompletePayment;
  FailPayment: FailPayment;
  FieldProblem: FieldProblem;
  Hello: Hello;
  ImportColumn: ImportColumn;
  ImportProblem: ImportProblem;
  ImportProfile: ImportProfile;
  ImportReport: ImportReport;
  ImportRequest: ImportRequest;
  ImportSample: ImportSample;
  ImportTotal: ImportTotal;
  Liveness: Liveness;
  MetricFigures: MetricFigures;
  NewPayment: NewPayment;
  NewPaymentMethod: NewPaymentMethod;
  Organisation: Organisation;
  Payment: Payment;
  PaymentBatch: PaymentBatch;
  PaymentBatchOutcome: PaymentBatchOutcome;
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
  Problem: Problem;
  ProjectorStatus: ProjectorStatus;
  RefundPayment: RefundPayment;
  Resume: Resume;
  Resumed: Resumed;
  Resync: Resync;
  RetryPayment: RetryPayment;
  SystemStatus: SystemStatus;
  TimelineEntry: TimelineEntry;
  TrendData: TrendData;
}
/**
 * Figures changed; fetch what you show again. At most once a second.
 */
export interface AnalyticsChanged {
  version: number;
}
/**
 * What became of one item of a batch.
 */
export interface BatchItemOutcome {
  errors: FieldProblem[];
  index: number;
  payment: Payment | null;
  /**
   * 201 recorded, 200 was recorded before, 422 refused.
   */
  status: number;
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
 * One payment as it stands.
 */
export interface Payment {
  /**
   * Major units of `currency`.
   */
  amount: number;
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
   * Set while the payment is failed.
   */
  failureCode: string | null;
  /**
   * Identifier.
   */
  id: string;
  /**
   * Code of one of the organisation's payment methods.
   */
  method: string;
  /**
   * Part of `amount` given back so far.
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
 * A row that was imported before and says something else now; it was left as it was.
 */
export interface ChangedRow {
  paymentId: string;
  row: number;
}
/**
 * The same figures for the preceding period.
 */
export interface ComparedFigures {
  /**
   * Methods with at least one payment.
   */
  activeMethods: number;
  /**
   * Total volume ÷ succeeded payments.
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
   * Local hour 0–23 with the most payments, earliest on a tie; 0 without payments.
   */
  peakHour: number;
  /**
   * Payments that stand pending.
   */
  pendingCount: number;
  /**
   * Payments that stand wholly refunded.
   */
  refundedCount: number;
  /**
   * Sum given back, of these payments.
   */
  refundedVolume: number;
  /**
   * Succeeded ÷ (succeeded + failed), 0..1; 0 when there was no attempt.
   */
  successRate: number;
  /**
   * End, exclusive.
   */
  to: string;
  /**
   * Method of the greatest volume, alphabetical on a tie; empty without volume.
   */
  topPaymentMethod: string;
  /**
   * Sum of payments that succeeded (completed, or completed and later refunded).
   */
  totalVolume: number;
}
/**
 * Completes a pending payment; the body may be left out.
 */
export interface CompletePayment {
  occurredAt?: string | null;
}
/**
 * Fails a pending payment.
 */
export interface FailPayment {
  /**
   * Why a payment failed.
   */
  failureCode: string;
  occurredAt?: string | null;
}
/**
 * First message of a connection.
 */
export interface Hello {
  /**
   * The newest event at this moment; resume from your own.
   */
  latestSeq: number;
  /**
   * The organisation this connection hears of.
   */
  tenantId: string;
}
/**
 * Where a field's values come from.
 */
export interface ImportColumn {
  /**
   * Name of the column.
   */
  column: string | null;
  constant: string | null;
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
   * Its place, from 1.
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
  decimalMark?: ('.' | ',') | null;
  /**
   * CSV only.
   */
  delimiter?: string | null;
  /**
   * CSV only, such as `cp1251`.
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
   * Exact, however many are listed.
   */
  badRows: number;
  columns: ImportColumn[];
  /**
   * How the file was read: encoding, delimiter or sheet, dates, decimal_mark, time_zone.
   */
  details: {
    [k: string]: string;
  };
  firstAt: string | null;
  goodRows: number;
  ignoredColumns: string[];
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
  samples: ImportSample[];
  totals: ImportTotal[];
}
/**
 * One of the first good rows, as it would be recorded.
 */
export interface ImportSample {
  amount: number;
  createdAt: string;
  currency: string;
  customerId: string | null;
  description: string | null;
  externalId: string | null;
  failureCode: string | null;
  method: string;
  refundedAmount: number;
  row: number;
  status: PaymentStatus;
}
/**
 * Good rows of one currency and status.
 */
export interface ImportTotal {
  amount: number;
  count: number;
  currency: string;
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
  decimalMark?: ('.' | ',') | null;
  /**
   * CSV only.
   */
  delimiter?: string | null;
  /**
   * Check and report; import nothing.
   */
  dryRun?: boolean;
  /**
   * CSV only, such as `cp1251`.
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
 * The process answers.
 */
export interface Liveness {
  status: 'ok';
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
   * Total volume ÷ succeeded payments.
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
   * Local hour 0–23 with the most payments, earliest on a tie; 0 without payments.
   */
  peakHour: number;
  /**
   * Payments that stand pending.
   */
  pendingCount: number;
  /**
   * Payments that stand wholly refunded.
   */
  refundedCount: number;
  /**
   * Sum given back, of these payments.
   */
  refundedVolume: number;
  /**
   * Succeeded ÷ (succeeded + failed), 0..1; 0 when there was no attempt.
   */
  successRate: number;
  /**
   * Method of the greatest volume, alphabetical on a tie; empty without volume.
   */
  topPaymentMethod: string;
  /**
   * Sum of payments that succeeded (completed, or completed and later refunded).
   */
  totalVolume: number;
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
   * When it was made; now when left out. Not in the future.
   */
  createdAt?: string | null;
  /**
   * ISO 4217 code.
   */
  currency: string;
  customerId?: string | null;
  description?: string | null;
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
  name: string;
}
/**
 * The organisation that the caller acts for.
 */
export interface Organisation {
  /**
   * Currencies it has payments in, default first.
   */
  currencies: string[];
  defaultCurrency: string;
  id: string;
  methods: PaymentMethod[];
  name: string;
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
   * For people.
   */
  name: string;
}
/**
 * Up to 5,000 payments; each is taken or refused by itself.
 */
export interface PaymentBatch {
  /**
   * @minItems 1
   * @maxItems 5000
   */
  items: NewPayment[];
}
/**
 * Outcome of a batch, in the order of its items.
 */
export interface PaymentBatchOutcome {
  created: number;
  items: BatchItemOutcome[];
  refused: number;
  replayed: number;
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
   * Set while the payment is failed.
   */
  failureCode: string | null;
  /**
   * Identifier.
   */
  id: string;
  /**
   * Code of one of the organisation's payment methods.
   */
  method: string;
  /**
   * Part of `amount` given back so far.
   */
  refundedAmount: number;
  status: PaymentStatus;
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
   * The payment's amount, or the part refunded by this step.
   */
  amount: number;
  failureCode: string | null;
  /**
   * Status before; null for a new payment.
   */
  fromStatus: PaymentStatus | null;
  /**
   * Identifier of the event.
   */
  id: string;
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
  type: 'payment_received' | 'payment_failed' | 'payment_refunded';
}
/**
 * Part of the organisation's sequence of events, ascending by `seq`.
 */
export interface PaymentEventPage {
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
  id: string;
  payment: Payment;
  seq: number;
  timestamp: string;
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
   * Payments added.
   */
  created: number;
  dryRun: boolean;
  fileName: string;
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
   * Set once the check is over.
   */
  report: ImportReport | null;
  startedAt: string;
  /**
   * `done`: imported, or with a dry run checked. `refused`: nothing was imported, see `reason` and `report`. `failed`: broke off; send the file again, what is there stays.
   */
  state: 'checking' | 'writing' | 'done' | 'refused' | 'failed';
  updatedAt: string;
}
/**
 * What to change of a method; what is left out stays.
 */
export interface PaymentMethodChange {
  active?: boolean | null;
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
   * Total volume ÷ succeeded payments.
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
   * Local hour 0–23 with the most payments, earliest on a tie; 0 without payments.
   */
  peakHour: number;
  /**
   * Payments that stand pending.
   */
  pendingCount: number;
  previous: ComparedFigures;
  /**
   * Payments that stand wholly refunded.
   */
  refundedCount: number;
  /**
   * Sum given back, of these payments.
   */
  refundedVolume: number;
  /**
   * Succeeded ÷ (succeeded + failed), 0..1; 0 when there was no attempt.
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
   * Method of the greatest volume, alphabetical on a tie; empty without volume.
   */
  topPaymentMethod: string;
  /**
   * Sum of payments that succeeded (completed, or completed and later refunded).
   */
  totalVolume: number;
}
/**
 * One page of payments.
 */
export interface PaymentPage {
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
   * Every faulty field at once; empty for other problems.
   */
  errors: FieldProblem[];
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
 * How far derived numbers are behind the payments.
 */
export interface ProjectorStatus {
  /**
   * Age of the oldest payment event not yet counted; 0 is live.
   */
  lagMs: number | null;
  /**
   * Damaged records set aside.
   */
  quarantined: number;
  state: 'running' | 'rebuilding' | 'absent';
}
/**
 * Gives money of a completed payment back: all that is left, or a part.
 */
export interface RefundPayment {
  /**
   * Part to refund, in major units; all that is left when left out.
   */
  amount?: number | null;
  occurredAt?: string | null;
}
/**
 * Asks for what happened after an event; answered with `Resumed`.
 */
export interface Resume {
  /**
   * The last event you have.
   */
  afterSeq: number;
}
/**
 * Events after `afterSeq`, ascending; ask again while `more`.
 */
export interface Resumed {
  events: (PaymentEvent | PaymentUpdated)[];
  latestSeq: number;
  more: boolean;
}
/**
 * Events were left out of the feed on purpose; take the newest page, or resume.
 */
export interface Resync {
  latestSeq: number;
  reason: 'burst' | 'slow_consumer' | 'history_gone';
}
/**
 * Puts a failed payment back to pending; the body may be left out.
 */
export interface RetryPayment {
  occurredAt?: string | null;
}
/**
 * Whether the product works, for the dashboard's badge and for probes.
 */
export interface SystemStatus {
  mongo: 'ok' | 'down';
  projector: ProjectorStatus;
  redis: 'ok' | 'down';
  status: 'ok' | 'degraded' | 'down';
  version: string;
}
/**
 * One bucket of `GET /api/analytics/trends`.
 */
export interface TrendData {
  /**
   * Volume: the sum of payments that succeeded.
   */
  amount: number;
  /**
   * False while the bucket still runs, or where the range cuts it.
   */
  complete: boolean;
  completedCount: number;
  /**
   * All payments.
   */
  count: number;
  /**
   * End of the bucket, exclusive.
   */
  end: string;
  failedCount: number;
  pendingCount: number;
  refundedCount: number;
  refundedVolume: number;
  /**
   * Succeeded ÷ (succeeded + failed), 0..1.
   */
  successRate: number;
  /**
   * Start of the bucket.
   */
  timestamp: string;
}
