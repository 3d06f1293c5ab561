import fc from 'fast-check';
import { currentVersion, type VersionStanding } from './currentVersion';

const approved = (digest: string): VersionStanding => ({
  digest,
  state: 'approved',
});
const notApproved = (digest: string): VersionStanding => ({
  digest,
  state: 'not-approved',
});
const deprecated = (digest: string): VersionStanding => ({
  digest,
  state: 'deprecated',
});
const withdrawn = (digest: string): VersionStanding => ({
  digest,
  state: 'withdrawn',
});

describe('currentVersion', () => {
  it.each<
    [
      string,
      readonly VersionStanding[],
      VersionStanding | undefined,
      string | undefined,
    ]
  >([
    [
      'is the text that was approved last, although an approved file of the name is there',
      [approved('text'), approved('file')],
      approved('file'),
      'text',
    ],
    [
      'is what was approved before while an edited file waits for its approval',
      [approved('before')],
      notApproved('edited'),
      'before',
    ],
    [
      'is the edited file once it is approved',
      [approved('edited'), approved('before')],
      notApproved('edited'),
      'edited',
    ],
    [
      'does not go back because the file did',
      [approved('new'), approved('old')],
      approved('old'),
      'new',
    ],
    [
      'goes back when the newer version is deprecated',
      [deprecated('new'), approved('old')],
      approved('old'),
      'old',
    ],
    [
      'goes back when the newer version is withdrawn',
      [withdrawn('new'), approved('old')],
      undefined,
      'old',
    ],
    [
      'is a file that the list of the start trusts, before that is recorded',
      [approved('old')],
      approved('file'),
      'file',
    ],
    [
      'is not a trusted file that was withdrawn, while another is approved',
      [withdrawn('file'), approved('old')],
      approved('file'),
      'old',
    ],
    [
      'keeps the state of what is recorded, whatever the list of the start says',
      [withdrawn('file')],
      approved('file'),
      'file',
    ],
    [
      'is the file as it is when nothing is approved',
      [withdrawn('old')],
      notApproved('file'),
      'file',
    ],
    [
      'is the newest recorded one when nothing is approved and there is no file',
      [deprecated('new'), withdrawn('old')],
      undefined,
      'new',
    ],
    ['is none when nothing is known', [], undefined, undefined],
  ])('%s', (_, recorded, inFile, digest) => {
    expect(currentVersion({ recorded, inFile })?.digest).toBe(digest);
  });

  it('tells a withdrawn version as withdrawn', () => {
    expect(
      currentVersion({
        recorded: [withdrawn('file')],
        inFile: approved('file'),
      }),
    ).toEqual(withdrawn('file'));
  });

  it('is never a version that is out of use while one is approved', () => {
    const standing = fc.record({
      digest: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
      state: fc.constantFrom(
        'approved' as const,
        'deprecated' as const,
        'withdrawn' as const,
      ),
    });
    const property = fc.property(
      fc.uniqueArray(standing, { selector: ({ digest }) => digest }),
      fc.option(
        fc.record({
          digest: fc.constantFrom('a', 'f'),
          state: fc.constantFrom('approved' as const, 'not-approved' as const),
        }),
        { nil: undefined },
      ),
      (recorded, inFile) => {
        const current = currentVersion<VersionStanding>({ recorded, inFile });
        const isAnyApproved = recorded.some(
          ({ state }) => state === 'approved',
        );
        return !isAnyApproved || current?.state === 'approved';
      },
    );
    expect(fc.check(property)).toMatchObject({ failed: false });
  });
});
