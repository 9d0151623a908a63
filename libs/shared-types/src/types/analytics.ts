/** The contract types of the brief, under the brief's names; generated from the API's models. */
export type { Payment, PaymentEvent, PaymentMetrics, TrendData } from '../generated/contracts';
