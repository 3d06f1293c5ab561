import { setTimeout as delay } from 'node:timers/promises';
import type { PlannedTest } from '@mandate/plugin-mandate-common';
import type { ServiceAnswer, StepContext } from '@mandate/plugin-mandate-node';
import type { TestResult } from './checkTests';

type HttpTest = PlannedTest & { readonly type: 'http' };
type Request = HttpTest['requests'][number];

const REQUEST_TIMEOUT_MS = 3_000;
/** A pod that has just become ready may not be in every proxy's list yet. */
const MOST_TRIES = 3;
const BETWEEN_TRIES_MS = 1_000;
/** A suite that takes longer goes on at the next look. */
const MOST_MS = 30_000;

/**
 * Asks each request of a suite through the API server, which reaches the instance's own Service and nothing else. What
 * still comes wrong at the third try is a failure for good; what does not come at all is left to the deadline.
 */
export async function checkHttpTest(
  context: StepContext,
  test: HttpTest,
): Promise<TestResult> {
  const until = Date.now() + MOST_MS;
  for (const [index, request] of test.requests.entries()) {
    const failure = await failureOf(context, test, request, until);
    if (failure) {
      return failure;
    }
    if (Date.now() > until && index < test.requests.length - 1) {
      return {
        status: 'pending',
        words: `${index + 1} of ${
          test.requests.length
        } requests were answered as they should be, and the answers take long.`,
      };
    }
  }
  return { status: 'passing', words: passedWords(test) };
}

async function failureOf(
  context: StepContext,
  test: HttpTest,
  request: Request,
  until: number,
): Promise<TestResult | undefined> {
  const { clusters, target, signal } = context;
  for (let tries = 1; ; tries += 1) {
    signal.throwIfAborted();
    const answer = await clusters.askService(target.cluster, {
      namespace: target.namespace,
      service: test.service,
      port: test.port,
      path: request.path,
      timeoutMs: REQUEST_TIMEOUT_MS,
    });
    const wrong = wrongWords(request, answer);
    if (wrong === undefined) {
      return undefined;
    }
    if (tries === MOST_TRIES || Date.now() > until) {
      return {
        status: 'failing',
        words: `GET ${request.path} should answer ${wantedWords(
          request,
        )}, but ${wrong}`,
        final: answer.type === 'answered',
      };
    }
    await delay(BETWEEN_TRIES_MS, undefined, { signal });
  }
}

/** What is wrong with an answer; nothing when it is as it should be. */
export function wrongWords(
  { status, contains }: Request,
  answer: ServiceAnswer,
): string | undefined {
  if (answer.type === 'unreachable') {
    return `nothing answered: ${answer.words}`;
  }
  if (answer.status !== status) {
    return `answered ${answer.status}.`;
  }
  return contains !== undefined && !answer.body.includes(contains)
    ? `its answer does not contain that: "${excerpt(answer.body)}".`
    : undefined;
}

function wantedWords({ status, contains }: Request): string {
  return contains === undefined
    ? `${status}`
    : `${status} with "${contains.slice(0, 100)}"`;
}

function passedWords({ requests }: HttpTest): string {
  const [first] = requests;
  return requests.length === 1
    ? `GET ${first.path} answered ${wantedWords(first)}.`
    : `All ${requests.length} requests were answered as they should be.`;
}

/** One line, short, and without what is no text. */
function excerpt(body: string): string {
  return body
    .slice(0, 150)
    .replace(/[^\P{C}\n]/gu, '')
    .replace(/\s+/g, ' ')
    .trim();
}
