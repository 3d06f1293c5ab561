/** Why a list or a watch did not go on. */
export type SourceFailure =
  /** The version, or the list's continuation, is too old (410): list again. */
  | { readonly type: 'expired' }
  /** The server does not send initial events: list by pages. */
  | { readonly type: 'unsupported'; readonly words: string }
  | {
      readonly type: 'failed';
      /** What happened and what to do, for people. */
      readonly words: string;
      /** How long the server asks to be left alone. */
      readonly retryAfterMs?: number;
      /** Whether what was seen so far cannot be relied on: then the objects are listed again. */
      readonly distrust: boolean;
    };

/** One page of a list. */
export interface SourcePage {
  readonly type: 'page';
  readonly items: readonly unknown[];
  /** The version that all pages of the list have. */
  readonly version: string;
  /** Absent on the last page. */
  readonly continueToken?: string;
}

/** What a watch says. `initial-end` closes the objects that were there when it began. */
export type WatchLine =
  | { readonly type: 'put' | 'removed'; readonly object: unknown }
  | { readonly type: 'bookmark'; readonly version: string }
  | { readonly type: 'initial-end'; readonly version: string };

/** How a watch is opened. */
export interface WatchRequest {
  /** Where to go on from; absent to get the objects that are there first (`sendInitialEvents`). */
  readonly from?: string;
  /** How long the server keeps it open. */
  readonly seconds: number;
  readonly signal: AbortSignal;
}

/**
 * One collection of an API server, as a reflector reads it. Methods resolve with what happened and never reject.
 */
export interface ReflectorSource {
  page(request: {
    readonly limit: number;
    readonly continueToken?: string;
    readonly signal: AbortSignal;
  }): Promise<SourcePage | SourceFailure>;
  /** Resolves with `closed` when the server, or the signal, ended it in good order. */
  watch(
    request: WatchRequest,
    onLine: (line: WatchLine) => void,
  ): Promise<{ readonly type: 'closed' } | SourceFailure>;
}
