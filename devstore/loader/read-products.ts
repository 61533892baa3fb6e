import { hashText } from "../generator/random.ts";
import { moneyText } from "./decimal.ts";
import { parsePrice, PRICE_FIX } from "./price.ts";
import { isGoods, tagsOf, typeOf } from "./product-words.ts";
import { readCsv } from "./read-csv.ts";
import { titleCase } from "./title-case.ts";

interface PlannedVariant {
  sku: string;
  option: string;
  price: string;
  stock: number;
}

export interface PlannedProduct {
  title: string;
  type: string;
  tags: string[];
  /** False for bookkeeping rows (postage, "damages") and codes without a description: known, but not for sale. */
  forSale: boolean;
  variants: PlannedVariant[];
}

/** Codes that differ in case only (15056BL, 15056bl) are one article. */
export const skuKey = (stockCode: string): string => stockCode.toUpperCase();

interface Prices {
  /** Median of the positive unit prices per article; undefined when it never sold. */
  median(key: string): bigint | undefined;
}

function stockOf(key: string): number {
  const hash = hashText(`stock ${key}`);
  if (hash % 100 < 8) return 0;
  return 1 + ((hash >>> 8) % 7) * ((hash >>> 16) % 9) + ((hash >>> 20) % 12);
}

function neverSoldPrice(key: string): bigint {
  return BigInt(295 + (hashText(`price ${key}`) % 12) * 100) * 1_000_000n;
}

/** Reads `StockCode,Description` and, where the file has them, Type, Tags, Price, Stock, Parent and Option. */
export async function readProducts(file: string, sold: Iterable<string>, prices: Prices): Promise<PlannedProduct[]> {
  const products = new Map<string, PlannedProduct>();
  const known = new Set<string>();
  for await (const row of readCsv(file, ["StockCode", "Description"])) {
    const code = row.cell("StockCode") || row.fail("StockCode", "");
    const key = skuKey(code);
    if (known.has(key)) continue;
    known.add(key);
    const description = row.cell("Description");
    const priceText = row.cell("Price");
    const price =
      priceText === ""
        ? undefined
        : (parsePrice(priceText) ?? row.fail("Price", `is not a decimal number${PRICE_FIX}`));
    const stock = row.cell("Stock") === "" ? stockOf(key) : Number(row.cell("Stock"));
    if (!Number.isSafeInteger(stock)) row.fail("Stock", "is not a whole number: write it as 12, or leave it empty");
    const parent = skuKey(row.cell("Parent") || code);
    const product =
      products.get(parent) ?? planned(description || code, description !== "", row.cell("Type"), row.cell("Tags"));
    products.set(parent, product);
    product.variants.push({
      sku: code,
      option: row.cell("Option"),
      price: moneyText(price ?? prices.median(key) ?? neverSoldPrice(key)),
      stock: product.forSale ? stock : 0,
    });
  }
  for (const code of sold) {
    const key = skuKey(code);
    if (known.has(key)) continue;
    known.add(key);
    const product = planned(`Item ${code}`, false, "", "");
    product.variants.push({ sku: code, option: "", price: moneyText(prices.median(key) ?? 0n), stock: 0 });
    products.set(key, product);
  }
  return [...products.values()];
}

function planned(description: string, described: boolean, givenType: string, givenTags: string): PlannedProduct {
  const forSale = described && isGoods(description);
  const type = givenType || (forSale ? typeOf(description) : "");
  const tags = givenTags
    ? givenTags
        .split(",")
        .map((tag) => tag.trim())
        .filter(Boolean)
    : forSale
      ? tagsOf(description, type)
      : [];
  return { title: titleCase(description), type, tags, forSale, variants: [] };
}
