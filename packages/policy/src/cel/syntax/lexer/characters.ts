/** Whether a UTF-16 code unit is one of `0-9`. */
export function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

/** Whether it is one of `0-9a-fA-F`. */
export function isHexDigit(code: number): boolean {
  return (
    isDigit(code) || (code >= 97 && code <= 102) || (code >= 65 && code <= 70)
  );
}

/** Whether a name can begin with it: `a-zA-Z_`. */
export function isNameStart(code: number): boolean {
  return (
    (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code === 95
  );
}

/** Whether a name can go on with it. */
export function isNamePart(code: number): boolean {
  return isNameStart(code) || isDigit(code);
}

/** Whether it is white space as cel-spec has it: tab, line feed, form feed, carriage return, space. */
export function isSpace(code: number): boolean {
  return code === 32 || code === 10 || code === 9 || code === 13 || code === 12;
}

/** Whether it ends a line. */
export function isLineEnd(code: number): boolean {
  return code === 10 || code === 13;
}
