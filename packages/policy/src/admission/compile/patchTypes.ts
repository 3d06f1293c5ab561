import { types } from '../../cel/types/celType';
import type { CelType } from '../../cel/types/celType';
import type {
  ObjectTypeDeclaration,
  TypeProvider,
} from '../../cel/types/typeProvider';

/** The type of apply configurations; `Object.spec` and so on are those of their parts. */
export const objectTypeName = 'Object';

/** The type of a JSON patch's operations. */
export const jsonPatchTypeName = 'JSONPatch';

const jsonPatchFields = new Map<string, CelType>([
  ['op', types.string],
  ['path', types.string],
  ['from', types.string],
  ['value', types.dyn],
]);

const jsonPatchType: ObjectTypeDeclaration = {
  name: jsonPatchTypeName,
  open: false,
  field: name => {
    const type = jsonPatchFields.get(name);
    return type === undefined ? undefined : { type };
  },
  fieldNames: () => [...jsonPatchFields.keys()],
};

/** The types that mutations may construct: `Object…{…}` with any fields, and `JSONPatch{op, path, from, value}`. */
export const patchTypes: TypeProvider = {
  findType: name => {
    if (name === jsonPatchTypeName) {
      return jsonPatchType;
    }
    return name === objectTypeName || name.startsWith(`${objectTypeName}.`)
      ? openType(name)
      : undefined;
  },
};

function openType(name: string): ObjectTypeDeclaration {
  return {
    name,
    open: true,
    field: () => ({ type: types.dyn }),
    fieldNames: () => [],
  };
}
