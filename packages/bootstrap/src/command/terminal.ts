import { createInterface } from 'node:readline/promises';

/**
 * Where a command talks with a person.
 *
 * @public
 */
export interface Terminal {
  write(text: string): void;
  /** What went wrong. */
  complain(text: string): void;
  /** Whether the person wants it. Never when there is nobody to ask. */
  confirm(): Promise<boolean>;
}

/** The process's own terminal. */
export const processTerminal: Terminal = {
  write: text => process.stdout.write(`${text}\n`),
  complain: text => process.stderr.write(`${text}\n`),
  confirm: async () => {
    if (!process.stdin.isTTY) {
      process.stdout.write(
        'Nobody can be asked here. Run it with --yes to apply this plan.\n',
      );
      return false;
    }
    const lines = createInterface({
      input: process.stdin,
      output: process.stdout,
    });
    try {
      const answer = await lines.question('Apply this? Type yes: ');
      return answer.trim().toLowerCase() === 'yes';
    } finally {
      lines.close();
    }
  },
};
