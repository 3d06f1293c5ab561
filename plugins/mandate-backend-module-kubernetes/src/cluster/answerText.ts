import type { IncomingMessage } from 'node:http';
import { ConnectionTrouble } from './ConnectionTrouble';

/** Answers beyond this are given up: a page of 500 objects stays far below it. */
const MAX_ANSWER_BYTES = 64 * 1024 * 1024;
/** An object may have 1.5 MiB in the server's store, and more as JSON. */
const MAX_LINE_BYTES = 16 * 1024 * 1024;
const NEWLINE = 0x0a;

/** Reads an answer as a whole. Throws `ConnectionTrouble` when it is too large. */
export async function readText(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of chunksOf(response)) {
    size += chunk.length;
    if (size > MAX_ANSWER_BYTES) {
      response.destroy();
      throw new ConnectionTrouble(
        `It answered more than ${
          MAX_ANSWER_BYTES / 1024 / 1024
        } MiB at once, which is not read.`,
      );
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, size).toString('utf8');
}

/** Reads the first bytes of an answer as text, and ends it there. */
export async function readStart(
  response: IncomingMessage,
  mostBytes: number,
): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of chunksOf(response)) {
    chunks.push(chunk);
    size += chunk.length;
    if (size >= mostBytes) {
      response.destroy();
      break;
    }
  }
  return Buffer.concat(chunks, size).subarray(0, mostBytes).toString('utf8');
}

/** Reads an answer line by line, until the server ends it. Throws `ConnectionTrouble` when a line is too large. */
export async function readLines(
  response: IncomingMessage,
  onLine: (line: string) => void,
): Promise<void> {
  let begun: Buffer[] = [];
  let size = 0;
  for await (const chunk of chunksOf(response)) {
    let start = 0;
    for (
      let end = chunk.indexOf(NEWLINE);
      end !== -1;
      end = chunk.indexOf(NEWLINE, start)
    ) {
      const rest = chunk.subarray(start, end);
      const line =
        begun.length === 0
          ? rest.toString('utf8')
          : Buffer.concat([...begun, rest]).toString('utf8');
      begun = [];
      size = 0;
      start = end + 1;
      if (line.trim()) {
        onLine(line);
      }
    }
    if (start < chunk.length) {
      begun.push(chunk.subarray(start));
      size += chunk.length - start;
    }
    if (size > MAX_LINE_BYTES) {
      response.destroy();
      throw new ConnectionTrouble(
        `It sent a line of more than ${
          MAX_LINE_BYTES / 1024 / 1024
        } MiB, which is not read.`,
      );
    }
  }
  const last = Buffer.concat(begun).toString('utf8');
  if (last.trim()) {
    onLine(last);
  }
}

function chunksOf(response: IncomingMessage): AsyncIterable<Buffer> {
  // safety: without an encoding, a response gives buffers
  return response as AsyncIterable<Buffer>;
}
