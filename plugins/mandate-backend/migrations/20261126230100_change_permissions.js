// @ts-check

const BATCH = 200;

/**
 * What permission rules ask of changes, in columns: the target's owner, and the groups that the newest plan asks.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('mandate_changes', table => {
    table.string('target_owner', 300).comment('In lower case');
    table.index(['target_owner', 'created_at']);
  });
  await knex.schema.createTable('mandate_change_approvers', table => {
    table.comment(
      'The groups that the newest plan of each change asks, also those it is escalated to',
    );
    table
      .string('change_id', 36)
      .notNullable()
      .references('id')
      .inTable('mandate_changes')
      .onDelete('CASCADE');
    table.string('group_ref', 300).notNullable().comment('In lower case');
    table.primary(['change_id', 'group_ref']);
    table.index(['group_ref']);
  });
  let last = '';
  for (;;) {
    const changes = await knex('mandate_changes')
      .leftJoin('mandate_revisions', join =>
        join
          .on('mandate_revisions.change_id', 'mandate_changes.id')
          .andOn('mandate_revisions.number', 'mandate_changes.revision'),
      )
      .where('mandate_changes.id', '>', last)
      .orderBy('mandate_changes.id')
      .limit(BATCH)
      .select('mandate_changes.id', 'mandate_changes.target', 'decision');
    for (const { id, target, decision } of changes) {
      const { owner } = JSON.parse(target);
      if (owner) {
        await knex('mandate_changes')
          .where({ id })
          .update({ target_owner: owner.toLowerCase() });
      }
      const groups = decision ? groupsAsked(JSON.parse(decision)) : [];
      if (groups.length > 0) {
        await knex('mandate_change_approvers').insert(
          groups.map(group => ({ change_id: id, group_ref: group })),
        );
      }
    }
    if (changes.length < BATCH) {
      return;
    }
    last = changes[changes.length - 1].id;
  }
};

/** @param {{ requirements: { group: string, escalate?: { to: string }[] }[] }} decision */
function groupsAsked({ requirements }) {
  const groups = requirements.flatMap(({ group, escalate = [] }) => [
    group,
    ...escalate.map(({ to }) => to),
  ]);
  return [...new Set(groups.map(group => group.toLowerCase()))];
}

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('mandate_change_approvers');
  await knex.schema.alterTable('mandate_changes', table => {
    table.dropIndex(['target_owner', 'created_at']);
  });
  await knex.raw('alter table ?? drop column ??', [
    'mandate_changes',
    'target_owner',
  ]);
};
