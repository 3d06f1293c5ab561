import type { CelType } from '../../cel/types/celType';

/** Literals by kind of type, chosen for the borders of the language: overflow, code points beyond 16 bits, every format that is parsed. */
export const literals: Readonly<Partial<Record<CelType['kind'], string[]>>> = {
  null: ['null'],
  bool: ['true', 'false'],
  int: [
    ...['0', '1', '-1', '2', '3', '5', '7', '10', '100', '0x1f', '1000000'],
    ...['9223372036854775807', '-9223372036854775808', '9007199254740993'],
    '1704067200',
  ],
  uint: [
    ...['0u', '1u', '2u', '3u', '10u', '0xffu', '18446744073709551615u'],
    '9007199254740993u',
  ],
  double: [
    ...['0.0', '-0.0', '1.0', '1.5', '-1.5', '2.5', '3.0', '0.1', '1e3'],
    ...['1e300', '1e-7', '9223372036854775807.0', "double('NaN')"],
    ...["double('Infinity')", '123456789.125'],
  ],
  string: [
    ...["''", "'a'", "'b'", "'abc'", "'aBc'", "'ä'", "'😀x'", "'x y z'"],
    ...["'1'", "'-5'", "'1.5'", "'true'", "'a,b,,c'", "'  trim\\t'", "'k'"],
    ...["'2026-01-31T23:59:59.123456789Z'", "'2026-02-30T00:00:00Z'", "'1h'"],
    ...["'-1.5s'", "'1h2m3.004s'", "'UTC'", "'Europe/Berlin'", "'+02:00'"],
    ...["'America/St_Johns'", "'-03:30'", "'aGVsbG8='", "'_-8'", "'a+'"],
    ...["'^[a-c]+$'", "'(a)(b)?'", "'\\\\d+'", "'('", "'%s and %d'"],
    ...["'%.2f %e'", "'%x %X %o %b'", "'%%'", "'1Gi'", "'100m'", "'1e3'"],
    ...["'1.5k'", "'10.0.0.1'", "'::1'", "'10.0.0.0/8'", "'::ffff:1.2.3.4'"],
    ...["'2001:db8::/32'", "'https://ann@example.com:8080/p?q=1&q=2#f'"],
    ...["'/relative'", "'1.2.3'", "'v1.0.0-rc.1+build'", "'1.10.0'"],
    ...["'dns1123Label'", "'my-name'", "'\\u00e9\\n\\\"'", "'\\1'"],
  ],
  bytes: ["b''", "b'hi'", "b'\\xff\\x00'", "b'ä'", "b'abc'"],
  timestamp: [
    "timestamp('2026-01-31T23:59:59.123456789Z')",
    "timestamp('1969-12-31T23:59:59.5Z')",
    "timestamp('2024-02-29T12:00:00+05:30')",
    "timestamp('0001-01-01T00:00:00Z')",
    "timestamp('9999-12-31T23:59:59.999999999Z')",
  ],
  duration: [
    "duration('1h')",
    "duration('-1.5s')",
    "duration('1h2m3.004005006s')",
    "duration('0s')",
    "duration('2562047h')",
  ],
  type: ['int', 'string', 'list', 'map', 'type', 'null_type', 'type(1u)'],
};
