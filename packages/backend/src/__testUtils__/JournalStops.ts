import { readFileSync } from 'node:fs';
import Database from 'better-sqlite3';
import type { Boundary } from './deployBoundaries';

/**
 * Stops runs right before they write something: a trigger in the portal's database refuses the write. The run then
 * stands still until its lease ends, long enough for a test to kill its portal there.
 */
export class JournalStops {
  readonly #file: string;
  readonly #log: string;
  readonly #names = new Set<string>();

  constructor(options: { readonly database: string; readonly log: string }) {
    this.#file = options.database;
    this.#log = options.log;
  }

  /** Stops the deploy of this workload there. */
  add(
    name: string,
    { event, when }: Extract<Boundary, { type: 'journal' }>,
  ): void {
    this.#names.add(name);
    this.#execute(
      `create trigger "${stopOf(name)}" before ${event} when ${when(name)}
       begin select raise(abort, '${stopOf(name)}.'); end`,
    );
  }

  /** Whether the deploy of this workload has come to its stop: the portal's log tells why it could not write. */
  isReached(name: string): boolean {
    return readFileSync(this.#log, 'utf8').includes(`${stopOf(name)}.`);
  }

  /** Takes all stops away. */
  clear(): void {
    for (const name of this.#names) {
      this.#execute(`drop trigger "${stopOf(name)}"`);
    }
    this.#names.clear();
  }

  #execute(sql: string): void {
    const database = new Database(this.#file, { timeout: 20_000 });
    database.exec(sql);
    database.close();
  }
}

function stopOf(name: string): string {
  return `test stops ${name}`;
}
