// @ts-check

const LENGTHS = {
  mandate_steps: { step_id: 100, title: 300 },
  mandate_checks: { check_id: 100, title: 300 },
  mandate_run_log: { step_id: 100 },
};

/**
 * Steps and checks are named after objects, whose names are as long as Kubernetes lets them be. SQLite never minded.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await setTypes(knex, () => 'text');
};

/**
 * Fails where a name is longer than the column was.
 *
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await setTypes(knex, length => `varchar(${length})`);
};

/**
 * @param {import('knex').Knex} knex
 * @param {(length: number) => string} typeOf
 */
async function setTypes(knex, typeOf) {
  if (String(knex.client.config.client).includes('sqlite')) {
    return;
  }
  for (const [table, lengths] of Object.entries(LENGTHS)) {
    for (const [column, length] of Object.entries(lengths)) {
      await knex.raw(`alter table ?? alter column ?? type ${typeOf(length)}`, [
        table,
        column,
      ]);
    }
  }
}
