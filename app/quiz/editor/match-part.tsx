import { Button, FormLayout, InlineStack, Tag, TextField } from "@shopify/polaris";
import { ProductIcon } from "@shopify/polaris-icons";
import type { ProductMatch } from "../../contract/question.ts";
import { pickProducts } from "../../ui/pick-products.ts";
import { useTyped } from "../../ui/typed.ts";
import { useFieldError } from "./field-part.tsx";

const texts = {
  words: "Words in a product’s title, type or tags",
  wordsHelp: "Separated by commas. One of them is enough; “rose” also finds “Roses”.",
  pick: "Choose single products",
  from: "Price from",
  to: "Price up to",
};

interface MatchProps {
  match: ProductMatch | undefined;
  currency: string;
  field: string;
  onChange(match: ProductMatch | undefined, key: string): void;
}

const amount = (text: string): number | undefined => {
  const value = Number(text.replace(",", "."));
  return text.trim() === "" || !Number.isFinite(value) || value < 0 ? undefined : value;
};

const termsOf = (text: string): string[] => {
  const terms = text.split(",").map((term) => term.trim().toLowerCase().slice(0, 60));
  return [...new Set(terms.filter((term) => term.length >= 2))].slice(0, 30);
};

/** The words and the single products that an option stands for. */
export const namesIn = ({ terms, products = [] }: ProductMatch): string[] => [
  ...terms,
  ...products.map(({ title }) => title),
];

type ChosenProducts = NonNullable<ProductMatch["products"]>;

const MOST_PRODUCTS = 20;

function ProductTags({ products, onChange }: { products: ChosenProducts; onChange(next: ChosenProducts): void }) {
  const pick = async () => {
    const ids = products.map(({ id }) => id);
    const picked = await pickProducts(ids, MOST_PRODUCTS);
    // Closed without a choice.
    if (picked.length > 0)
      onChange(picked.map(({ productId, title }) => ({ id: productId, title: title.slice(0, 255) })));
  };
  return (
    <InlineStack gap="200" blockAlign="center">
      {products.map(({ id, title }) => (
        <Tag key={id} onRemove={() => onChange(products.filter((one) => one.id !== id))}>
          {title}
        </Tag>
      ))}
      <Button size="slim" icon={ProductIcon} onClick={() => void pick()}>
        {texts.pick}
      </Button>
    </InlineStack>
  );
}

/** Which products an option stands for. What is typed stays as typed; what it means goes into the draft. */
export function MatchFields({ match, currency, field, onChange }: MatchProps) {
  const [words, setWords] = useTyped(match?.terms.join(", ") ?? "", (text) => termsOf(text).join(", "));
  const [from, setFrom] = useTyped(match?.priceFrom?.toString() ?? "", (text) => amount(text)?.toString() ?? "");
  const [to, setTo] = useTyped(
    match?.priceTo?.toString() ?? "",
    (text) => (amount(text) || undefined)?.toString() ?? "",
  );
  const products = match?.products ?? [];
  const tell = (next: { words?: string; from?: string; to?: string; products?: ChosenProducts }, key: string) => {
    const terms = termsOf(next.words ?? words);
    const priceFrom = amount(next.from ?? from);
    const highest = amount(next.to ?? to);
    const priceTo = highest === 0 ? undefined : highest;
    const chosen = next.products ?? products;
    const empty = terms.length + chosen.length === 0 && priceFrom === undefined && priceTo === undefined;
    const prices = { ...(priceFrom === undefined ? {} : { priceFrom }), ...(priceTo === undefined ? {} : { priceTo }) };
    const weight = match?.weight === undefined ? {} : { weight: match.weight };
    const single = chosen.length === 0 ? {} : { products: chosen };
    onChange(empty ? undefined : { terms, ...single, ...prices, ...weight }, key);
  };
  return (
    <FormLayout>
      <TextField
        label={texts.words}
        helpText={texts.wordsHelp}
        autoComplete="off"
        multiline={2}
        value={words}
        onChange={(value) => {
          setWords(value);
          tell({ words: value }, "match.terms");
        }}
      />
      <ProductTags products={products} onChange={(next) => tell({ products: next }, "match.products")} />
      <FormLayout.Group condensed>
        <TextField
          label={texts.from}
          type="text"
          inputMode="decimal"
          autoComplete="off"
          prefix={currency}
          value={from}
          onChange={(value) => {
            setFrom(value);
            tell({ from: value }, "match.from");
          }}
        />
        <TextField
          label={texts.to}
          type="text"
          inputMode="decimal"
          autoComplete="off"
          prefix={currency}
          value={to}
          error={useFieldError(`${field}.priceTo`)}
          onChange={(value) => {
            setTo(value);
            tell({ to: value }, "match.to");
          }}
        />
      </FormLayout.Group>
    </FormLayout>
  );
}
