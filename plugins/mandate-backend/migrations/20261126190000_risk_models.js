// @ts-check

/**
 * What risk models learn from, beside each revision, and the models: one row for each attempt at training.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('mandate_revisions', table => {
    table
      .text('risk_features')
      .comment('Values of risk features by name when it was assessed, as JSON');
  });
  await knex.schema.createTable('mandate_risk_models', table => {
    table.comment('Attempts at training; the newest one counts');
    table.increments('version');
    table.bigInteger('tried_at').notNullable();
    table.integer('changes').notNullable().comment('Past changes it had');
    table.integer('failures').notNullable();
    table.text('words').notNullable().comment('What came of it');
    table.text('model').comment('The trained model as JSON; null without one');
    table.text('quality').comment('How good its forecasts were, as JSON');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('mandate_risk_models');
  await knex.schema.alterTable('mandate_revisions', table => {
    table.dropColumn('risk_features');
  });
};
