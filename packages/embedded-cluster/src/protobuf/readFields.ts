import { BinaryReader } from '@bufbuild/protobuf/wire';

/** Goes through a message's fields; `read` says whether it took the value, which is passed over otherwise. */
export function readFields(
  bytes: Uint8Array,
  read: (number: number, reader: BinaryReader) => boolean,
): void {
  const reader = new BinaryReader(bytes);
  while (reader.pos < reader.len) {
    const [number, wireType] = reader.tag();
    if (!read(number, reader)) {
      reader.skip(wireType, number);
    }
  }
}
