import { type HistoriesReport, liveHistories } from './liveHistories';
import type { ClockedDatabase } from './virtualClock';

/** How many histories a test run lives through altogether; shares are counted in it. */
const ALL = 10_000;
const WANTED = Number(process.env.MANDATE_HISTORIES ?? ALL);
const FIRST_SEED = Number(process.env.MANDATE_HISTORIES_SEED ?? 1);

/** A share that is not lived through in this time says nothing, and fails: ten times as long as it takes alone. */
export const SHARE_LIMIT_SECONDS = Number(
  process.env.MANDATE_HISTORIES_SECONDS ?? 1_200,
);

/** Some of the histories of a test run, so that several workers of Jest live through them side by side. */
export interface HistoryShare {
  readonly database: ClockedDatabase['name'];
  /** Of the run's ten thousand seeds the first one, counted from 0. */
  readonly from: number;
  readonly count: number;
}

/** How many histories a share has, as many in proportion as are wanted altogether. */
export function countOf({ count }: HistoryShare): number {
  return Math.max(1, Math.round((count * WANTED) / ALL));
}

/** Lives through all of a share, and prints how many that were. */
export async function liveShare(
  share: HistoryShare,
  open: () => Promise<ClockedDatabase>,
): Promise<HistoriesReport> {
  const report = await liveHistories({
    open,
    count: countOf(share),
    firstSeed: FIRST_SEED + share.from,
    maximumSeconds: SHARE_LIMIT_SECONDS,
  });
  const { lived, seconds, processorSeconds } = report;
  process.stdout.write(
    `${lived} histories through ${share.database} from seed ${
      FIRST_SEED + share.from
    } on, in ${Math.round(seconds)} s, of the processor ${Math.round(
      processorSeconds,
    )} s\n`,
  );
  return report;
}
