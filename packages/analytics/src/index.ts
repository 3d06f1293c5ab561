/**
 * What the past says about the next change: a risk model with its calibration, and track records. Pure.
 *
 * @packageDocumentation
 */
export * from './riskModel/logisticRegression';
export * from './riskModel/calibration';
export * from './riskModel/trainRiskModel';
export * from './trackRecord/trackRecord';
