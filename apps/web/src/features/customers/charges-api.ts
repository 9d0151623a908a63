import type {
  CancelCharge,
  ChargeChange,
  NewCharge,
  NewPayment,
  Payment,
} from '@cashbeat/shared-types';
import { api } from '@/store/api';
import { CHANGED, customerPath } from './customers-api';

export interface ChargeOf {
  customerId: string;
  chargeId: string;
}

const chargePath = ({ customerId, chargeId }: ChargeOf) =>
  `${customerPath(customerId)}/charges/${encodeURIComponent(chargeId)}`;

export const chargesApi = api.injectEndpoints({
  endpoints: (build) => ({
    addCharge: build.mutation<
      unknown,
      { customerId: string; charge: NewCharge; idempotencyKey: string }
    >({
      query: ({ customerId, charge, idempotencyKey }) => ({
        path: `${customerPath(customerId)}/charges`,
        method: 'POST',
        body: charge,
        headers: { 'idempotency-key': idempotencyKey },
      }),
      invalidatesTags: [...CHANGED],
    }),
    changeCharge: build.mutation<unknown, ChargeOf & { change: ChargeChange }>({
      query: ({ change, ...charge }) => ({
        path: chargePath(charge),
        method: 'PATCH',
        body: change,
      }),
      invalidatesTags: [...CHANGED],
    }),
    cancelCharge: build.mutation<unknown, ChargeOf & { cancel: CancelCharge }>({
      query: ({ cancel, ...charge }) => ({
        path: `${chargePath(charge)}/cancel`,
        method: 'POST',
        body: cancel,
      }),
      invalidatesTags: [...CHANGED],
    }),
    recordPayment: build.mutation<Payment, { payment: NewPayment; idempotencyKey: string }>({
      query: ({ payment, idempotencyKey }) => ({
        path: '/payments',
        method: 'POST',
        body: payment,
        headers: { 'idempotency-key': idempotencyKey },
      }),
      // What it pays is worked out a moment later, and told by the socket; this asks at once as well.
      invalidatesTags: ['PaymentList', ...CHANGED],
    }),
  }),
});

export const {
  useAddChargeMutation,
  useChangeChargeMutation,
  useCancelChargeMutation,
  useRecordPaymentMutation,
} = chargesApi;
