import type { ExpressionIssue } from '../issue';
import type { Token, TokenKind } from '../lexer/token';
import { positionAt } from '../position';

/** How many issues are worth reading; what follows is a consequence of them. */
const issueLimit = 20;

/**
 * Walks over the tokens of a source, and collects the issues. It keeps the brackets that are open, so that a missing one
 * costs one issue and parsing goes on behind it. After `stop` only the end remains to be seen and nothing more is reported.
 */
export class TokenCursor {
  private index = 0;
  private stopped = false;
  private readonly openBrackets: TokenKind[] = [];

  constructor(
    readonly source: string,
    private readonly tokens: readonly Token[],
    private readonly issues: ExpressionIssue[],
  ) {}

  /** The token that comes next. */
  get next(): Token {
    return this.tokens[this.index];
  }

  /** Where the token before ends; 0 at the beginning. */
  get previousEnd(): number {
    return this.index === 0 ? 0 : this.tokens[this.index - 1].end;
  }

  /** Takes the next token; the end is never left behind. */
  take(): Token {
    const token = this.tokens[this.index];
    if (token.kind !== 'end') {
      this.index += 1;
    }
    return token;
  }

  /** Takes the next token if it is of a kind. */
  takeIf(kind: TokenKind): boolean {
    if (this.next.kind !== kind) {
      return false;
    }
    this.take();
    return true;
  }

  /** A token's text. */
  text({ start, end }: Token): string {
    return this.source.slice(start, end);
  }

  /** Notes an issue, unless one was noted at this place already or parsing has stopped. */
  report(
    message: string,
    { start, end }: { readonly start: number; readonly end: number },
  ): void {
    if (this.stopped || this.issues.some(issue => issue.start === start)) {
      return;
    }
    this.issues.push({ message, start, end, severity: 'error' });
    if (this.issues.length >= issueLimit) {
      this.stop();
    }
  }

  /** Gives up: what follows is not looked at. */
  stop(): void {
    this.stopped = true;
    this.index = this.tokens.length - 1;
  }

  /** Takes an opening bracket, to be closed by `close`. */
  open(closer: TokenKind): Token {
    this.openBrackets.push(closer);
    return this.take();
  }

  /** Takes the bracket that closes `opener`; if it is not there, says so and skips what keeps it away. */
  close(closer: TokenKind, opener: Token): void {
    this.openBrackets.pop();
    if (this.takeIf(closer)) {
      return;
    }
    const { line, column } = positionAt(this.source, opener.start);
    const found =
      this.next.kind === 'end' ? '' : ` before ${this.nextInWords()}`;
    this.report(
      `Expected \`${closer}\`${found} to close the bracket opened at ${line}:${column}.`,
      this.next,
    );
    this.skipToDelimiter([closer]);
    this.takeIf(closer);
  }

  /** Skips to one of some kinds, or to a bracket that closes what is open further out, over nested brackets. */
  skipToDelimiter(kinds: readonly TokenKind[]): void {
    let nested = 0;
    for (; this.next.kind !== 'end'; this.take()) {
      const { kind } = this.next;
      if (nested === 0 && (kinds.includes(kind) || this.closesOuter(kind))) {
        return;
      }
      if (kind === '(' || kind === '[' || kind === '{') {
        nested += 1;
      } else if (nested > 0 && (kind === ')' || kind === ']' || kind === '}')) {
        nested -= 1;
      }
    }
  }

  /** The next token as a message names it. */
  nextInWords(): string {
    const text = this.text(this.next);
    return text === ''
      ? 'the end'
      : `\`${text.length > 40 ? `${text.slice(0, 40)}…` : text}\``;
  }

  private closesOuter(kind: TokenKind): boolean {
    return (
      (kind === ')' || kind === ']' || kind === '}') &&
      this.openBrackets.includes(kind)
    );
  }
}
