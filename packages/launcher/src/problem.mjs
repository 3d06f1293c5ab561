/** Something the person at the terminal has to mend: the message is a sentence that says what to do. */
export class Problem extends Error {
  name = 'Problem';
}

/**
 * Runs a command's main function; a `Problem` becomes one sentence and exit status 1.
 *
 * @param {() => Promise<number | void>} main
 */
export async function runMain(main) {
  try {
    process.exitCode = (await main()) ?? 0;
  } catch (error) {
    if (!(error instanceof Problem)) {
      throw error;
    }
    process.stderr.write(`\n${error.message}\n`);
    process.exitCode = 1;
  }
}
