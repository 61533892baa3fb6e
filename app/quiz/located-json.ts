// JSON with the place of each value: what is wrong with a file is told by its line. `JSON.parse` keeps no places.

export type JsonPath = readonly (string | number)[];

/** Where reading ended, and why. */
export class JsonFault extends Error {
  readonly line: number;
  readonly path: JsonPath;
  constructor(line: number, message: string, path: JsonPath) {
    super(message);
    this.line = line;
    this.path = path;
  }
}

export interface LocatedJson {
  value: unknown;
  /** The line of a value, or of the nearest that holds it where there is none. */
  lineOf(path: JsonPath): number;
}

const MOST_DEPTH = 20;
const SPACE = /[ \t\r\n]*/y;
const STRING = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y; // eslint-disable-line no-control-regex
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const WORD = /true|false|null/y;

const nameOf = (path: JsonPath): string => path.map((step) => `/${String(step).replaceAll("/", "//")}`).join("");

const lineAt = (text: string, at: number): number => text.slice(0, at).split("\n").length;

/** Reads strict JSON; a key that is said twice, or that programs take for something else, is a fault. */
export function readJson(text: string): LocatedJson {
  const places = new Map<string, number>();
  let at = 0;
  const fail = (message: string, path: JsonPath): never => {
    throw new JsonFault(lineAt(text, at), message, path);
  };
  const take = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at;
    const found = pattern.exec(text)?.[0];
    at += found?.length ?? 0;
    return found;
  };
  const expect = (sign: string, path: JsonPath): void => {
    take(SPACE);
    if (text[at] !== sign) fail(at >= text.length ? "The file ends too early." : `“${sign}” is missing here.`, path);
    at += 1;
  };
  /** Items up to the closing sign, separated by commas. */
  const items = (close: string, path: JsonPath, item: () => void): void => {
    at += 1;
    take(SPACE);
    while (text[at] !== close) {
      item();
      take(SPACE);
      if (text[at] === close) break;
      expect(",", path);
      take(SPACE);
      if (text[at] === close) fail("There is a comma too many.", path);
    }
    at += 1;
  };
  const object = (path: JsonPath): Record<string, unknown> => {
    const found: Record<string, unknown> = {};
    items("}", path, () => {
      const start = at;
      const quoted = take(STRING);
      if (quoted === undefined) return fail("A name in double quotes is missing here.", path);
      const key = JSON.parse(quoted) as string;
      if (key === "__proto__" || Object.hasOwn(found, key)) {
        at = start;
        fail(key === "__proto__" ? "This name is not allowed." : `“${key}” is said twice.`, path);
      }
      expect(":", path);
      found[key] = value([...path, key], start);
    });
    return found;
  };
  const array = (path: JsonPath): unknown[] => {
    const found: unknown[] = [];
    items("]", path, () => found.push(value([...path, found.length])));
    return found;
  };
  const value = (path: JsonPath, start?: number): unknown => {
    take(SPACE);
    if (path.length > MOST_DEPTH) fail("This is nested too deeply.", path);
    places.set(nameOf(path), start ?? at);
    if (text[at] === "{") return object(path);
    if (text[at] === "[") return array(path);
    const plain = take(STRING) ?? take(NUMBER) ?? take(WORD);
    if (plain !== undefined) return JSON.parse(plain);
    return fail(at >= text.length ? "The file ends too early." : "This is not JSON.", path);
  };
  const whole = value([]);
  take(SPACE);
  if (at < text.length) fail("Something follows after the end.", []);
  return {
    value: whole,
    lineOf(path) {
      for (let length = path.length; length >= 0; length -= 1) {
        const place = places.get(nameOf(path.slice(0, length)));
        if (place !== undefined) return lineAt(text, place);
      }
      return 1;
    },
  };
}
