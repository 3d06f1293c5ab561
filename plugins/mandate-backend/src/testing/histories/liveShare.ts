import { fork } from 'node:child_process';
import type { HistoriesReport } from './liveHistories';
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

/** What the process of a share is told. */
export interface ShareOrder {
  readonly database: ClockedDatabase['name'];
  readonly firstSeed: number;
  readonly count: number;
  readonly maximumSeconds: number;
}

/** How many histories a share has, as many in proportion as are wanted altogether. */
export function countOf({ count }: HistoryShare): number {
  return Math.max(1, Math.round((count * WANTED) / ALL));
}

/**
 * Lives through all of a share, and prints how many that were. They live in a process of their own: in Jest's sandbox
 * each would take twice as long.
 */
export async function liveShare(share: HistoryShare): Promise<HistoriesReport> {
  const firstSeed = FIRST_SEED + share.from;
  const report = await liveInProcess({
    database: share.database,
    firstSeed,
    count: countOf(share),
    maximumSeconds: SHARE_LIMIT_SECONDS,
  });
  const { lived, seconds, processorSeconds } = report;
  process.stdout.write(
    `${lived} histories through ${
      share.database
    } from seed ${firstSeed} on, in ${Math.round(
      seconds,
    )} s, of the processor ${Math.round(processorSeconds)} s\n`,
  );
  return report;
}

function liveInProcess(order: ShareOrder): Promise<HistoriesReport> {
  return new Promise((resolve, reject) => {
    const child = fork(
      require.resolve('./shareProcess.ts'),
      [JSON.stringify(order)],
      {
        execArgv: [
          '--require',
          require.resolve('@backstage/cli/config/nodeTransform.cjs'),
        ],
        // What Jest needs of it is not needed there.
        env: { ...process.env, NODE_OPTIONS: '' },
      },
    );
    let report: HistoriesReport | undefined;
    child.on('message', (message: HistoriesReport) => {
      report = message;
    });
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      if (report && code === 0) {
        resolve(report);
      } else {
        reject(
          new Error(
            `The process of the histories ended without a report (${
              signal ?? code
            }).`,
          ),
        );
      }
    });
  });
}
