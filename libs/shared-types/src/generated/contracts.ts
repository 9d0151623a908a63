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
  RefundProblem: RefundProblem;
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
  /**
   * Differs from the last one you saw whenever figures may differ.
   */
  version: number;
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
 * The same figures for the preceding period.
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
 * First message of a connection.
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
 * The process answers.
 */
export interface Liveness {
  /**
   * Always `ok`: a process that cannot, is silent.
   */
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
 * A payment to record.
 */
export interface NewPayment {
  /**
   * Major units of `currency`.
   */
  amount: number;
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
   * The ways to pay that it takes or took, switched off ones included.
   */
  methods: PaymentMethod[];
  /**
   * Its name for people.
   */
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
   * The method's name for people.
   */
  name: string;
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
   * Volume: the sum of payments that succeeded, in major units of the currency asked for.
   */
  amount: number;
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
   * Payments that stand failed.
   */
  failedCount: number;
  /**
   * Payments that stand pending.
   */
  pendingCount: number;
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
