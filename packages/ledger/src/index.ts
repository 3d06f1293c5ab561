/**
 * The tamper-evident ledger as pure functions: a Merkle log (RFC 6962), canonical entries (RFC 8785), signed checkpoints
 * (C2SP), proofs, and bundles that anyone can check offline.
 *
 * @packageDocumentation
 */
export * from './bytes/base64';
export * from './merkle/hash';
export * from './merkle/node';
export * from './merkle/compactRange';
export * from './merkle/proofPlan';
export * from './merkle/verifyProof';
export * from './entry/canonicalJson';
export * from './entry/commitment';
export type {
  EncodedEntry,
  EntryOutcome,
  LedgerActor,
  LedgerEntry,
  LedgerKind,
  RecordedLedgerEntry,
} from './entry/ledgerEntry';
export {
  decodeEntry,
  encodeEntry,
  entryLeafHash,
  isKnownKind,
  LEDGER_KINDS,
  LedgerActorSchema,
  LedgerEntrySchema,
  LedgerKindSchema,
  MAX_ENTRY_BYTES,
} from './entry/ledgerEntry';
export * from './entry/appendEntry';
export * from './entry/frameEntry';
export * from './entry/personalData';
export * from './tiles/tile';
export * from './tiles/tileNodes';
export * from './tiles/entryBundle';
export * from './tiles/verifyTiles';
export * from './checkpoint/verifierKey';
export * from './checkpoint/ed25519';
export type { NoteFault, NoteVerdict } from './checkpoint/note';
export { signNote, verifyNote } from './checkpoint/note';
export * from './checkpoint/cosignature';
export * from './checkpoint/witnessRequest';
export * from './checkpoint/checkpoint';
export * from './checkpoint/compareCheckpoints';
export * from './bundle/bundle';
export * from './bundle/bundleFailure';
export * from './bundle/verifyBundle';
export * from './bundle/compareBundles';
export * from './bundle/entryProof';
export * from './commandLine/runCommandLine';
