import messages from './messages.json';

/** A field of a message: its name in JSON (none: its own fields stand in its place), and how it is written. */
export interface MessageField {
  readonly name?: string;
  readonly shape?: 'list' | 'map';
  /** A scalar, a type with a JSON form of its own, or the identifier of another message. */
  readonly type: string;
  /** Whether JSON leaves out the empty value, which this form carries. */
  readonly omitEmpty?: true;
}

/** A message's fields by their numbers. */
export type Message = Readonly<Record<string, MessageField>>;

interface MessageTable {
  /** Identifiers of the messages that requests may carry, by kind. */
  readonly kinds: Readonly<Record<string, string>>;
  readonly messages: Readonly<Record<string, Message>>;
}

/** How kinds look in protobuf; written by scripts/generateMessages.mjs. */
// safety: the file is generated from the published Go types and is only read
export const MESSAGE_TABLE = messages as unknown as MessageTable;
