import { InputError } from '@backstage/errors';
import { z } from 'zod';

/** Where a page ended: the sort value and the tie-breaking id of its last row. */
const cursorSchema = z.tuple([z.number(), z.string().max(100)]);
type Position = z.infer<typeof cursorSchema>;

/** Writes a cursor; callers treat it as opaque. */
export function encodeCursor(position: Position): string {
  return Buffer.from(JSON.stringify(position)).toString('base64url');
}

/** Reads a cursor; throws `InputError` for one that this API did not give. */
export function decodeCursor(cursor: string): Position {
  try {
    return cursorSchema.parse(
      JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')),
    );
  } catch {
    throw new InputError(
      'The cursor is not one that this list gave. Start again without a cursor.',
    );
  }
}
