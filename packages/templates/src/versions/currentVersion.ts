/**
 * What is known of a version when one is chosen. `not-approved` is a file that nobody approved.
 *
 * @public
 */
export interface VersionStanding {
  readonly digest: string;
  readonly state: 'approved' | 'deprecated' | 'withdrawn' | 'not-approved';
}

/**
 * The version that new instances get, and that others can be upgraded to. It is approvals that decide, not folders: a file
 * only proposes.
 *
 * 1. A file that the list of the start trusts and that is not recorded yet: it is about to be recorded as approved.
 * 2. The approved version that was approved last. So a text that was approved through the portal counts although an older
 *    file of the same name lies in the folder; a file that was edited counts once it is approved, and until then the version
 *    before does; a file that was set back to an old version changes nothing. To go back, deprecate or withdraw the newer
 *    version: the one approved before it counts again, or approve the old one anew after that.
 * 3. With nothing approved, the file as it is: it is novel, and a person decides each time.
 * 4. With no file either, the newest that is recorded, so that its instances can still be explained.
 *
 * Whoever chooses must do it here, so that what is rendered is what is offered.
 *
 * @public
 */
export function currentVersion<Version extends VersionStanding>(options: {
  /** Versions that were approved at some time, newest first by when they came into their state. */
  readonly recorded: readonly Version[];
  /** The version in the folder, `approved` when the list of the start trusts it. */
  readonly inFile?: Version;
}): Version | undefined {
  const { recorded, inFile } = options;
  const known = recorded.find(({ digest }) => digest === inFile?.digest);
  if (inFile?.state === 'approved' && !known) {
    return inFile;
  }
  return (
    recorded.find(({ state }) => state === 'approved') ??
    known ??
    inFile ??
    recorded[0]
  );
}
