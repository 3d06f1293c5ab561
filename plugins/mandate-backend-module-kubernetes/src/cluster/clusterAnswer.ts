import type { IncomingMessage } from 'node:http';
import { z } from 'zod';
import { ConnectionTrouble } from './ConnectionTrouble';

/** Of what a server says about its failure. */
const MOST_WORDS = 300;

const failureSchema = z.object({ message: z.string().min(1) });

/** What the API server answered, whatever the status below 500. */
export interface ClusterAnswer {
  readonly status: number;
  readonly body: unknown;
  /** How long the server asks to be left alone, with status 429. */
  readonly retryAfterMs?: number;
}

/**
 * Reads an answer. Throws `ConnectionTrouble` for one of 500 and above, and for what no API server says: then it is not known
 * whether there was an effect.
 */
export function answerOf(
  response: IncomingMessage,
  text: string,
): ClusterAnswer {
  const status = response.statusCode ?? 0;
  if (/^\s*</.test(text)) {
    throw new ConnectionTrouble(
      `It answered a web page instead of data (status ${status}). Something in between, such as a login page or a proxy, answers for it, or the address is not that of an API server.`,
    );
  }
  if (status >= 500 && !isRefusal(text)) {
    throw new ConnectionTrouble(
      `Its API server answered ${status}: ${failureWords(text)}`,
    );
  }
  // A group that is not served is answered with a line of text.
  const isPlain404 = status === 404 && !text.trimStart().startsWith('{');
  return {
    status,
    body: isPlain404 ? undefined : parseJson(text),
    ...(status === 429 ? { retryAfterMs: retryAfterMs(response) } : {}),
  };
}

/** The sentence of a `Status`, or the text that something in between says. */
function failureWords(text: string): string {
  const status = failureSchema.safeParse(parsedOrText(text));
  const words = (status.data?.message ?? text).trim().slice(0, MOST_WORDS);
  return /[.!?]$/.test(words) ? words : `${words}.`;
}

function parsedOrText(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** An apply whose fields have the wrong type is answered with 500 by the API server, though nothing is wrong with it. */
function isRefusal(text: string): boolean {
  return text.includes('"message":"failed to create typed patch object');
}

function parseJson(text: string): unknown {
  try {
    return text ? JSON.parse(text) : undefined;
  } catch (cause) {
    throw new ConnectionTrouble(
      'It answered something that is no JSON, or the answer was cut.',
      { cause },
    );
  }
}

/** How long the server asks to be left alone; a second when it does not say. */
export function retryAfterMs(response: IncomingMessage): number {
  const seconds = Number(response.headers['retry-after'] ?? 1);
  return Number.isFinite(seconds) && seconds >= 0 ? seconds * 1_000 : 1_000;
}
