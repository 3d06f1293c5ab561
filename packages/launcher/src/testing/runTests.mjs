import { rmSync } from 'node:fs';
import { state } from '../places.mjs';
import { Problem } from '../problem.mjs';
import { step as say } from '../progress.mjs';
import { ensureToolchain } from '../toolchain.mjs';
import { selectSteps } from './selectSteps.mjs';
import { steps } from './steps.mjs';
import { closingLine, summaryTable } from './summary.mjs';

const setUp = {
  name: 'set-up',
  title: 'Set-up',
  async run() {
    await ensureToolchain();
    return { passed: 0, failed: 0, skipped: 0 };
  },
};

/**
 * Runs the chosen steps one after the other, also after one has failed, and prints a summary. Answers the exit status.
 *
 * @param {string[]} args of the command line
 */
export async function runTests(args) {
  const selected = selectSteps(steps, args);
  const interruption = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.once(signal, () => interruption.abort());
  }

  const outcomes = [await runStep(setUp, interruption.signal)];
  if (outcomes[0].result === 'passed') {
    for (const each of selected) {
      if (!interruption.signal.aborted) {
        outcomes.push(await runStep(each, interruption.signal));
      }
    }
  }

  if (interruption.signal.aborted) {
    throw new Problem(`Ended before all tests had run. Logs are in ${state}.`);
  }
  const failed = outcomes.some(outcome => outcome.result === 'failed');
  if (!failed) {
    rmSync(state, { recursive: true, force: true });
  }
  process.stdout.write(
    `\n${summaryTable(outcomes)}\n\n${closingLine(outcomes)}\n`,
  );
  return failed ? 1 : 0;
}

async function runStep(each, signal) {
  say(each.title);
  const started = Date.now();
  const outcome = await countsOf(each, signal);
  const seconds = Math.round((Date.now() - started) / 1000);
  const result = resultOf(outcome);
  say(`${each.title}: ${result}, ${seconds} s`);
  return { title: each.title, result, seconds, ...outcome };
}

function resultOf({ unneeded, failed }) {
  if (unneeded) {
    return 'skipped';
  }
  return failed > 0 ? 'failed' : 'passed';
}

async function countsOf(each, signal) {
  try {
    return await each.run(signal);
  } catch (error) {
    const words = error instanceof Problem ? error.message : error.stack;
    return { passed: 0, failed: 1, skipped: 0, words };
  }
}
