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

class Reader {
  readonly places = new Map<string, number>();
  private readonly text: string;
  private at = 0;

  constructor(text: string) {
    this.text = text;
  }

  whole(): unknown {
    const value = this.value([]);
    this.take(SPACE);
    return this.at < this.text.length ? this.fail("Something follows after the end.", []) : value;
  }

  private value(path: JsonPath, start?: number): unknown {
    this.take(SPACE);
    if (path.length > MOST_DEPTH) this.fail("This is nested too deeply.", path);
    this.places.set(nameOf(path), start ?? this.at);
    if (this.text[this.at] === "{") return this.object(path);
    if (this.text[this.at] === "[") return this.array(path);
    const plain = this.take(STRING) ?? this.take(NUMBER) ?? this.take(WORD);
    return plain === undefined ? this.fail(this.early() ?? "This is not JSON.", path) : JSON.parse(plain);
  }

  private object(path: JsonPath): Record<string, unknown> {
    const found: Record<string, unknown> = {};
    this.items("}", path, () => {
      const start = this.at;
      const quoted = this.take(STRING);
      if (quoted === undefined) return this.fail(this.early() ?? "A name in double quotes is missing here.", path);
      const key = JSON.parse(quoted) as string;
      if (key === "__proto__" || Object.hasOwn(found, key)) {
        this.at = start;
        this.fail(key === "__proto__" ? "This name is not allowed." : `“${key}” is said twice.`, path);
      }
      this.sign(":", path);
      found[key] = this.value([...path, key], start);
    });
    return found;
  }

  private array(path: JsonPath): unknown[] {
    const found: unknown[] = [];
    this.items("]", path, () => found.push(this.value([...path, found.length])));
    return found;
  }

  /** Items up to the closing sign, separated by commas. */
  private items(close: string, path: JsonPath, item: () => void): void {
    this.at += 1;
    this.take(SPACE);
    while (this.text[this.at] !== close) {
      item();
      this.take(SPACE);
      if (this.text[this.at] === close) break;
      this.sign(",", path);
      this.take(SPACE);
      if (this.text[this.at] === close) this.fail("There is a comma too many.", path);
    }
    this.at += 1;
  }

  private sign(sign: string, path: JsonPath): void {
    this.take(SPACE);
    if (this.text[this.at] !== sign) this.fail(this.early() ?? `“${sign}” is missing here.`, path);
    this.at += 1;
  }

  private take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text)?.[0];
    this.at += found?.length ?? 0;
    return found;
  }

  private early(): string | undefined {
    return this.at >= this.text.length ? "The file ends too early." : undefined;
  }

  private fail(message: string, path: JsonPath): never {
    throw new JsonFault(lineAt(this.text, this.at), message, path);
  }
}

/** Reads strict JSON; a key that is said twice, or that programs take for something else, is a fault. */
export function readJson(text: string): LocatedJson {
  const reader = new Reader(text);
  const value = reader.whole();
  return {
    value,
    lineOf(path) {
      for (let length = path.length; length >= 0; length -= 1) {
        const place = reader.places.get(nameOf(path.slice(0, length)));
        if (place !== undefined) return lineAt(text, place);
      }
      return 1;
    },
  };
}
