// @ts-check

/**
 * The kernel's tables. Times are integers: milliseconds since the epoch, taken from the database's clock.
 * Documents (plan, decision, …) are canonical JSON in text columns; their schemas live in mandate-common.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('mandate_changes', table => {
    table.comment(
      'Proposed operations, one row each; revisions hold what is decided',
    );
    table.string('id', 36).primary();
    table.string('kind', 100).notNullable();
    table.string('state', 40).notNullable();
    table
      .integer('row_version')
      .notNullable()
      .comment('Compared and incremented by every transition');
    table.string('title', 500).notNullable();
    table.string('entity_ref', 200).notNullable();
    table.string('environment', 63).notNullable();
    table
      .text('target')
      .notNullable()
      .comment('TargetFacts as JSON, as resolved when last planned');
    table
      .string('target_key', 400)
      .notNullable()
      .comment('cluster/namespace/kind/name: what the lock is on');
    table.string('proposer_kind', 20).notNullable();
    table.string('proposer_ref', 200).notNullable();
    table.string('on_behalf_of', 200);
    table.text('reason');
    table.text('input').notNullable();
    table
      .text('proposed_entity')
      .comment('Catalog entity that the change brings with it, as JSON');
    table.string('idempotency_key', 200);
    table
      .string('request_digest', 100)
      .notNullable()
      .comment('Digest of the request, to tell a repeat from a clash');
    table.string('finding_id', 36);
    table
      .integer('revision')
      .notNullable()
      .comment('Newest revision; 0 before the first plan');
    table.string('oversight', 20);
    table.string('risk_level', 20);
    table.double('cost_difference');
    table.string('status_words', 2000).notNullable();
    table.bigInteger('expires_at').comment('When the approval expires');
    table.bigInteger('created_at').notNullable();
    table.bigInteger('updated_at').notNullable();
    table.bigInteger('ended_at');
    table.unique(['proposer_ref', 'idempotency_key']);
    table.index(['state', 'updated_at']);
    table.index(['entity_ref', 'environment', 'created_at']);
    table.index(['target_key', 'state']);
    table.index(['finding_id']);
    table.index(['created_at', 'id']);
  });

  await knex.schema.createTable('mandate_revisions', table => {
    table.comment(
      'A plan with its assessment and decision; votes name its digest',
    );
    table
      .string('change_id', 36)
      .notNullable()
      .references('id')
      .inTable('mandate_changes')
      .onDelete('CASCADE');
    table.integer('number').notNullable();
    table.string('digest', 100).notNullable();
    table.text('plan').notNullable();
    table.text('assessment').notNullable();
    table.text('decision').notNullable();
    table
      .string('because', 2000)
      .comment('Why it replaced the revision before');
    table.bigInteger('created_at').notNullable();
    table.primary(['change_id', 'number']);
  });

  await knex.schema.createTable('mandate_votes', table => {
    table.comment(
      'At most one vote per person and revision; a withdrawn one keeps its row',
    );
    table
      .string('change_id', 36)
      .notNullable()
      .references('id')
      .inTable('mandate_changes')
      .onDelete('CASCADE');
    table.integer('revision').notNullable();
    table.string('digest', 100).notNullable();
    table.string('voter', 200).notNullable();
    table.string('verdict', 20).notNullable();
    table.text('reason');
    table
      .text('groups')
      .notNullable()
      .comment('Requirement groups the voter was eligible for, as JSON');
    table.bigInteger('voted_at').notNullable();
    table.bigInteger('withdrawn_at');
    table.primary(['change_id', 'revision', 'voter']);
  });

  await knex.schema.createTable('mandate_runs', table => {
    table.comment(
      'The durable execution of a change: one row from queued to the end; claimed by lease and fence',
    );
    table
      .string('change_id', 36)
      .primary()
      .references('id')
      .inTable('mandate_changes')
      .onDelete('CASCADE');
    table.integer('revision').notNullable();
    table
      .integer('fence')
      .notNullable()
      .comment('Incremented by every claim; every later write carries it');
    table.string('lease_owner', 100);
    table.bigInteger('lease_until');
    table
      .bigInteger('due_at')
      .notNullable()
      .comment('When somebody should look at it next');
    table.bigInteger('started_at').comment('First effect intended');
    table
      .bigInteger('soak_started_at')
      .comment('Since when all checks have been passing');
    table
      .bigInteger('deadline_at')
      .comment('When the verification counts as failed');
    table.bigInteger('abort_requested_at');
    table.string('abort_requested_by', 200);
    table.text('abort_reason');
    table.text('failure_words').comment('Why it is being undone');
    table.bigInteger('ended_at');
    table.index(['ended_at', 'due_at']);
  });

  await knex.schema.createTable('mandate_steps', table => {
    table.comment(
      'The journal of a run: pending, intended, done, failed, undone',
    );
    table
      .string('change_id', 36)
      .notNullable()
      .references('id')
      .inTable('mandate_changes')
      .onDelete('CASCADE');
    table.integer('revision').notNullable();
    table.string('step_id', 100).notNullable();
    table.integer('position').notNullable();
    table.string('title', 300).notNullable();
    table.boolean('effect').notNullable();
    table.string('state', 20).notNullable();
    table.boolean('undo_intended').notNullable().defaultTo(false);
    table.integer('attempts').notNullable().defaultTo(0);
    table.integer('unknown_observations').notNullable().defaultTo(0);
    table.bigInteger('started_at');
    table.bigInteger('ended_at');
    table.text('words');
    table.text('evidence');
    table.primary(['change_id', 'revision', 'step_id']);
  });

  await knex.schema.createTable('mandate_checks', table => {
    table.comment('Newest result of each check of the verification');
    table
      .string('change_id', 36)
      .notNullable()
      .references('id')
      .inTable('mandate_changes')
      .onDelete('CASCADE');
    table.string('check_id', 100).notNullable();
    table.string('title', 300).notNullable();
    table.string('status', 20).notNullable();
    table.text('words').notNullable();
    table.bigInteger('observed_at').notNullable();
    table.primary(['change_id', 'check_id']);
  });

  await knex.schema.createTable('mandate_target_locks', table => {
    table.comment('Only one run at a time holds a target');
    table.string('target_key', 400).primary();
    table.string('change_id', 36).notNullable();
    table.bigInteger('acquired_at').notNullable();
  });

  await knex.schema.createTable('mandate_timers', table => {
    table.comment(
      'Every wait is a row with a due time: expiry, reminder, replanning',
    );
    table.string('id', 36).primary();
    table.string('kind', 40).notNullable();
    table
      .string('change_id', 36)
      .references('id')
      .inTable('mandate_changes')
      .onDelete('CASCADE');
    table.bigInteger('due_at').notNullable();
    table.bigInteger('fired_at');
    table.index(['fired_at', 'due_at']);
  });

  await knex.schema.createTable('mandate_budget_reservations', table => {
    table.comment(
      'Shares of budgets: held, then spent at the first effect, or released',
    );
    table.string('id', 36).primary();
    table
      .string('change_id', 36)
      .notNullable()
      .references('id')
      .inTable('mandate_changes')
      .onDelete('CASCADE');
    table.string('mandate', 200).notNullable();
    table.integer('budget_index').notNullable();
    table.string('budget_key', 400).notNullable();
    table.double('amount').notNullable();
    table.string('state', 20).notNullable();
    table.bigInteger('reserved_at').notNullable();
    table.index(
      ['mandate', 'budget_index', 'budget_key', 'reserved_at'],
      'mandate_budget_reservations_by_key',
    );
    table.index(['change_id']);
  });

  await knex.schema.createTable('mandate_mandates', table => {
    table.comment(
      'Mandates with their version in force, and a newer one that could not be read',
    );
    table.string('name', 200).primary().comment('Entity ref');
    table.string('title', 300).notNullable();
    table.text('description');
    table
      .string('version', 100)
      .comment('Digest of the spec in force; null when none ever was valid');
    table.text('spec');
    table.bigInteger('in_force_since');
    table.bigInteger('reviewed_at');
    table
      .text('rejected_errors')
      .comment('Errors of a newer, unreadable version, as JSON');
    table.bigInteger('rejected_since');
    table
      .bigInteger('removed_at')
      .comment('When it left the catalog; then it is not in force');
    table.bigInteger('updated_at').notNullable();
  });

  await knex.schema.createTable('mandate_findings', table => {
    table.comment('What detectors saw; open until no longer seen');
    table.string('id', 36).primary();
    table.string('fingerprint', 300).notNullable();
    table.string('detector', 100).notNullable();
    table.string('state', 20).notNullable();
    table.string('entity_ref', 200).notNullable();
    table.string('environment', 63).notNullable();
    table.string('severity', 20).notNullable();
    table.string('title', 300).notNullable();
    table.text('words').notNullable();
    table.text('evidence').notNullable();
    table.bigInteger('first_seen_at').notNullable();
    table.bigInteger('last_seen_at').notNullable();
    table.bigInteger('resolved_at');
    table.bigInteger('escalated_at');
    table.text('escalation_words');
    table.index(['state', 'detector']);
    table.index(['fingerprint', 'first_seen_at']);
    table.index(['entity_ref', 'first_seen_at']);
  });

  await knex.schema.createTable('mandate_detector_leases', table => {
    table.comment('Which replica runs a detector now');
    table.string('detector', 100).primary();
    table.string('lease_owner', 100);
    table.bigInteger('lease_until').notNullable();
    table.bigInteger('due_at').notNullable();
    table.text('last_error');
  });

  await knex.schema.createTable('mandate_ledger_entries', table => {
    table.comment('Append-only; entry_index has no gaps');
    table.bigInteger('entry_index').primary();
    table.string('kind', 40).notNullable();
    table.bigInteger('at').notNullable();
    table.string('actor', 200).notNullable();
    table.string('change_id', 36);
    table.string('subject', 400);
    table.text('canonical').notNullable();
    table.string('leaf_hash', 64).notNullable().comment('Base64');
    table.index(['change_id', 'entry_index']);
    table.index(['subject', 'entry_index']);
    table.index(['kind', 'entry_index']);
  });

  await knex.schema.createTable('mandate_ledger_nodes', table => {
    table.comment('Roots of complete subtrees: what proofs are made of');
    table.integer('level').notNullable();
    table.bigInteger('node_index').notNullable();
    table.string('hash', 64).notNullable().comment('Base64');
    table.primary(['level', 'node_index']);
  });

  await knex.schema.createTable('mandate_ledger_head', table => {
    table.comment('One row: size and compact range; its lock is the sequencer');
    table.integer('id').primary();
    table.bigInteger('size').notNullable();
    table.text('state').notNullable();
  });

  await knex.schema.createTable('mandate_ledger_checkpoints', table => {
    table.comment('Signed notes');
    table.bigInteger('size').primary();
    table.string('root_hash', 64).notNullable();
    table.text('note').notNullable();
    table.bigInteger('created_at').notNullable();
  });

  await knex.schema.createTable('mandate_outbox', table => {
    table.comment(
      'Messages made in the transaction of their cause, delivered at least once',
    );
    table.string('id', 36).primary();
    table.string('type', 20).notNullable().comment('notification or signal');
    table.text('payload').notNullable();
    table.bigInteger('created_at').notNullable();
    table.bigInteger('due_at').notNullable();
    table.integer('attempts').notNullable().defaultTo(0);
    table.bigInteger('delivered_at');
    table.text('last_error');
    table.index(['delivered_at', 'due_at']);
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  for (const table of [
    'mandate_outbox',
    'mandate_ledger_checkpoints',
    'mandate_ledger_head',
    'mandate_ledger_nodes',
    'mandate_ledger_entries',
    'mandate_detector_leases',
    'mandate_findings',
    'mandate_mandates',
    'mandate_budget_reservations',
    'mandate_timers',
    'mandate_target_locks',
    'mandate_checks',
    'mandate_steps',
    'mandate_runs',
    'mandate_votes',
    'mandate_revisions',
    'mandate_changes',
  ]) {
    await knex.schema.dropTableIfExists(table);
  }
};
