import { objectAt, stringAt } from '../model/jsonFields';
import { EVENTS } from '../resources/resourceTable';
import { ResourceType } from '../resources/ResourceType';
import { createdAge } from './cells';
import { Column, text } from './Column';
import { definedColumn } from './definedColumn';
import { KIND_COLUMNS } from './kindColumns';

const NAME = text('Name', object =>
  stringAt(objectAt(object, 'metadata'), 'name'),
);
const AGE = text('Age', createdAge);

/** All columns of a kind, in order. */
export function columnsOf(type: ResourceType): readonly Column[] {
  if (type.defined?.columns.length) {
    return [NAME, ...type.defined.columns.map(definedColumn)];
  }
  const own = KIND_COLUMNS.get(type) ?? [];
  if (type === EVENTS) {
    return own;
  }
  return own.some(column => column.name === 'Age')
    ? [NAME, ...own]
    : [NAME, ...own, AGE];
}
