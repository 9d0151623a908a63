import type { ChangeExplanation } from '@cashbeat/shared-types';
import { about, api } from '@/store/api';
import type { Question } from './question';

export interface ExplanationQuery extends Question {
  zone: string;
  currency: string;
}

export const explanationApi = api.injectEndpoints({
  endpoints: (build) => ({
    explainChange: build.query<ChangeExplanation, ExplanationQuery>({
      query: ({ zone, ...question }) => ({
        path: '/analytics/explain',
        params: { ...question, tz: zone },
      }),
      // Not about what changes each second: an explanation stands still while it is read.
      providesTags: about(),
    }),
  }),
});

export const { useExplainChangeQuery } = explanationApi;
