import type {
  AlertRule,
  AlertRuleChange,
  AlertRulePreview,
  NewAlertRule,
} from '@cashbeat/shared-types';
import { about, api } from '@/store/api';
import type { PreviewRequest } from './alert-types';

export interface RuleChange {
  id: string;
  change: AlertRuleChange;
}

export interface NewRuleRequest {
  rule: NewAlertRule;
  /** The same for every attempt at one rule, so that a lost answer makes no second one. */
  idempotencyKey: string;
}

export const rulesApi = api.injectEndpoints({
  endpoints: (build) => ({
    listRules: build.query<AlertRule[], void>({
      query: () => ({ path: '/alert-rules' }),
      providesTags: about('AlertRule'),
    }),
    getRule: build.query<AlertRule, string>({
      query: (id) => ({ path: `/alert-rules/${encodeURIComponent(id)}` }),
      providesTags: about('AlertRule'),
    }),
    createRule: build.mutation<AlertRule, NewRuleRequest>({
      query: ({ rule, idempotencyKey }) => ({
        path: '/alert-rules',
        method: 'POST',
        body: rule,
        headers: { 'idempotency-key': idempotencyKey },
      }),
      invalidatesTags: ['AlertRule', 'AuditLog'],
    }),
    changeRule: build.mutation<AlertRule, RuleChange>({
      query: ({ id, change }) => ({
        path: `/alert-rules/${encodeURIComponent(id)}`,
        method: 'PATCH',
        body: change,
      }),
      invalidatesTags: ['AlertRule', 'Alert', 'AuditLog'],
    }),
    removeRule: build.mutation<null, string>({
      query: (id) => ({ path: `/alert-rules/${encodeURIComponent(id)}`, method: 'DELETE' }),
      invalidatesTags: ['AlertRule', 'Alert', 'AuditLog'],
    }),
    /** What a rule would have fired; nothing is changed by asking. */
    previewRule: build.query<AlertRulePreview, PreviewRequest>({
      query: (body) => ({ path: '/alert-rules/preview', method: 'POST', body }),
      keepUnusedDataFor: 60,
    }),
  }),
});

export const {
  useListRulesQuery,
  useGetRuleQuery,
  useCreateRuleMutation,
  useChangeRuleMutation,
  useRemoveRuleMutation,
  usePreviewRuleQuery,
} = rulesApi;
