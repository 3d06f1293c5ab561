/**
 * The domain language of Mandate: types, schemas, permissions, annotations and the API client.
 *
 * @packageDocumentation
 */
export * from './annotations';
export * from './boundaries';
export * from './calendar';
export * from './change/assessment';
export * from './change/change';
export * from './change/mandateChange';
export * from './change/templateChange';
export * from './change/configurationChange';
export * from './change/pendingValue';
export * from './change/plan';
export * from './change/plannedTest';
export * from './change/proposer';
export * from './change/proposeRequest';
export * from './change/question';
export * from './change/runView';
export * from './change/testResult';
export * from './change/state';
export * from './change/target';
export * from './change/vote';
export * from './changeSet';
export * from './client/MandateApi';
export * from './client/MandateRequestOptions';
export * from './client/MandatesApi';
export * from './client/MandateClient';
export * from './clusters';
export * from './compliance';
export * from './deadLetter';
export * from './delegation';
export * from './development';
export * from './costs';
export * from './finding';
export * from './forecast';
export * from './health';
export * from './intervention';
export * from './killSwitch';
export * from './ledgerViews';
export * from './release';
export * from './replay';
export * from './mandateReview';
export * from './mandateView';
export * from './templateCheck';
export * from './templateDraft';
export * from './templateDrift';
export * from './templateViews';
export * from './configurationViews';
export * from './upgradeChangeSets';
export * from './client/TemplatesClient';
export * from './client/ConfigurationClient';
export * from './client/DevelopmentClient';
export * from './permissions';
export * from './signals';
export * from './voteLink';
export * from './trackRecord';
