import { jsonReply, type Reply, type SimRequest } from '../http/exchange.js';

const reasons: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  429: 'Too Many Requests',
};

/** Build 235's `ErrorResponse` (spec). */
export function failure(
  status: number,
  { path }: SimRequest,
  now: number,
  detail: string | null = null,
): Reply {
  const message = detail === null ? {} : { message: detail };
  return jsonReply(status, { timestamp: now, status, error: reasons[status] ?? 'Error', path, ...message });
}
