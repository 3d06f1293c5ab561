export { applyDefaults } from './applyDefaults';
export { canonicalQuantity } from './quantity';
export type { JsonObject, JsonValue } from './jsonObject';
