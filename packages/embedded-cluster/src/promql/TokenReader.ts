import { PromQlError } from './PromQlError';
import { Token, tokensOf } from './tokens';

/** Goes through a query's words from left to right. */
export class TokenReader {
  private readonly tokens: readonly Token[];
  private position = 0;

  constructor(query: string) {
    this.tokens = tokensOf(query);
  }

  get current(): Token {
    return this.tokens[this.position];
  }

  get following(): Token {
    return this.tokens[Math.min(this.position + 1, this.tokens.length - 1)];
  }

  take(): Token {
    const token = this.current;
    this.position = Math.min(this.position + 1, this.tokens.length - 1);
    return token;
  }

  /** Takes the word if it is the one given. */
  skip(text: string): boolean {
    const isNext = this.current.text === text && this.current.kind !== 'string';
    if (isNext) {
      this.take();
    }
    return isNext;
  }

  expect(text: string): void {
    if (!this.skip(text)) {
      throw this.unexpected(`expected ${JSON.stringify(text)}`);
    }
  }

  takeKind(...kinds: Token['kind'][]): string {
    if (!kinds.includes(this.current.kind)) {
      throw this.unexpected(`expected a ${kinds.join(' or a ')}`);
    }
    return this.take().text;
  }

  unexpected(wanted: string): PromQlError {
    const { kind, text, at } = this.current;
    const found = kind === 'end' ? 'the end' : JSON.stringify(text);
    return new PromQlError(
      `parse error at position ${at + 1}: ${wanted}, found ${found}`,
    );
  }
}
