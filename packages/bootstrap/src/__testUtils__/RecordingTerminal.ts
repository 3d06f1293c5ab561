import type { Terminal } from '../command/terminal';

/** A terminal that keeps what is written, and answers what a test wants. */
export class RecordingTerminal implements Terminal {
  private readonly written: string[] = [];
  asked = 0;

  constructor(private readonly answer = false) {}

  /** Everything since the last time. */
  take(): string {
    return this.written.splice(0).join('\n');
  }

  write(text: string): void {
    this.written.push(text);
  }

  complain(text: string): void {
    this.written.push(text);
  }

  async confirm(): Promise<boolean> {
    this.asked += 1;
    return this.answer;
  }
}
