import { ContainerRuns } from '../metrics/ContainerRuns';
import { RunSource } from '../metrics/RunSource';
import { evaluate } from '../promql/evaluate';
import { parseQuery } from '../promql/parseQuery';
import { PromQlError } from '../promql/PromQlError';
import { evaluateRange, writeValue } from '../promql/results';
import { Matcher } from '../promql/Series';
import { durationMs } from '../promql/literals';
import { readBody, Request, sendJson } from './Request';

/** Below it are the paths of Prometheus' HTTP API that clients ask for values. No real cluster has it. */
export const PROMETHEUS_PATH = '/mandate/prometheus';
const API = `${PROMETHEUS_PATH}/api/v1/`;
const MOST_STEPS = 11_000;
const HOUR_MS = 3_600_000;

/** Answers queries over the simulated containers' metrics as Prometheus' API does (`query`, `query_range`, `series`, `labels`). */
export async function handlePrometheus(
  request: Request,
  runs: ContainerRuns,
  nowMs: number,
): Promise<void> {
  const { response, path } = request;
  try {
    const parameters = await parametersOf(request);
    const data = answer(path.slice(API.length), parameters, runs, nowMs);
    if (data === undefined) {
      sendJson(response, 404, failure('not_found', `${path} is not served`));
    } else {
      sendJson(response, 200, { status: 'success', data });
    }
  } catch (error) {
    if (!(error instanceof PromQlError)) {
      throw error;
    }
    sendJson(response, 400, failure('bad_data', error.message));
  }
}

function answer(
  what: string,
  parameters: URLSearchParams,
  runs: ContainerRuns,
  nowMs: number,
) {
  const source = new RunSource(runs.all());
  const query = () => parseQuery(parameters.get('query') ?? '');
  const start = () => timeOf(parameters, 'start', nowMs - HOUR_MS);
  const end = () => timeOf(parameters, 'end', nowMs);
  switch (what) {
    case 'query': {
      const timeMs = timeOf(parameters, 'time', nowMs);
      return writeValue(evaluate(query(), source, timeMs), timeMs);
    }
    case 'query_range':
      return evaluateRange(query(), source, {
        startMs: start(),
        endMs: end(),
        stepMs: stepOf(parameters, start(), end()),
      });
    case 'series':
      return selectorsOf(parameters).flatMap(it =>
        source.labels(it, start(), end()),
      );
    case 'labels':
      return [...valuesOf(source, start(), end()).keys()].sort();
    case 'status/buildinfo':
      return { version: '3.0.0', application: 'embedded cluster' };
    default: {
      const [, label] = /^label\/(\w+)\/values$/.exec(what) ?? [];
      return (
        label && [...(valuesOf(source, start(), end()).get(label) ?? [])].sort()
      );
    }
  }
}

function valuesOf(source: RunSource, startMs: number, endMs: number) {
  const values = new Map<string, Set<string>>();
  for (const labels of source.labels([], startMs, endMs)) {
    for (const [name, value] of Object.entries(labels)) {
      values.set(name, (values.get(name) ?? new Set()).add(value));
    }
  }
  return values;
}

/** From the address, and from the form that dashboards post. */
async function parametersOf({ method, query, incoming }: Request) {
  return method === 'POST'
    ? new URLSearchParams([
        ...query,
        ...new URLSearchParams(await readBody(incoming)),
      ])
    : query;
}

function selectorsOf(parameters: URLSearchParams): (readonly Matcher[])[] {
  const given = parameters.getAll('match[]');
  if (given.length === 0) {
    throw new PromQlError('no match[] parameter provided');
  }
  return given.map(text => {
    const expression = parseQuery(text);
    if (expression.kind !== 'selector') {
      throw new PromQlError(`${text} is no selector`);
    }
    return expression.matchers;
  });
}

/** Seconds since 1970 or RFC 3339, as milliseconds. */
function timeOf(
  parameters: URLSearchParams,
  name: string,
  otherwise: number,
): number {
  const text = parameters.get(name);
  if (!text) {
    return otherwise;
  }
  const ms = /^-?[\d.]+$/.test(text) ? Number(text) * 1_000 : Date.parse(text);
  if (Number.isNaN(ms)) {
    throw new PromQlError(`${name} is no time: ${JSON.stringify(text)}`);
  }
  return Math.round(ms);
}

function stepOf(
  parameters: URLSearchParams,
  startMs: number,
  endMs: number,
): number {
  const stepMs = durationMs(parameters.get('step') ?? '');
  if (!(stepMs > 0) || endMs < startMs) {
    throw new PromQlError(
      'step must be more than nothing, end not before start',
    );
  }
  if ((endMs - startMs) / stepMs > MOST_STEPS) {
    throw new PromQlError(
      `exceeded maximum resolution of ${MOST_STEPS} points`,
    );
  }
  return stepMs;
}

function failure(errorType: string, error: string) {
  return { status: 'error', errorType, error };
}
