import type { RequestFailure } from './request-failure';

interface Result<Answer> {
  data?: Answer;
  currentData?: Answer;
  error?: unknown;
  isFetching: boolean;
  fulfilledTimeStamp?: number;
}

/**
 * For `selectFromResult`: what a view of live figures shows of a request.
 *
 * While an answer is on show, that the next one is on its way is nothing to draw: at an answer a
 * second it would be every other drawing.
 */
export function liveResult<Answer>(result: Result<Answer>) {
  const { data, currentData, error, isFetching, fulfilledTimeStamp } = result;
  return {
    data,
    currentData,
    error: error as RequestFailure | undefined,
    isFetching: isFetching && (currentData === undefined || error !== undefined),
    fulfilledTimeStamp,
  };
}
