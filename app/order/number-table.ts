/** Rows of numbers in one piece of memory, as many as come: to the garbage collector thousands of them are one object. */
export class NumberTable {
  values: Float64Array<ArrayBuffer>;
  readonly #width: number;
  #used = 0;

  constructor(width: number, rows: number) {
    this.#width = width;
    this.values = new Float64Array(width * rows);
  }

  get rows(): number {
    return this.#used / this.#width;
  }

  /** Room for one more row; returns where it begins in `values`. */
  add(): number {
    const at = this.#used;
    this.#used += this.#width;
    if (this.#used > this.values.length) {
      const larger = new Float64Array(this.values.length * 2);
      larger.set(this.values);
      this.values = larger;
    }
    return at;
  }
}
