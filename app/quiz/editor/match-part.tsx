import { Button, FormLayout, InlineStack, Tag, TextField } from "@shopify/polaris";
import { ProductIcon } from "@shopify/polaris-icons";
import { isTerm } from "../../contract/question.ts";
import type { ProductMatch } from "../../contract/question.ts";
import { pickProducts } from "../../ui/pick-products.ts";
import { useTyped } from "../../ui/typed.ts";
import { amountText } from "../template.ts";
import { NumberInput } from "./field-part.tsx";

const texts = {
  words: "Words in a product’s title, type or tags",
  wordsHelp: "Separated by commas. One of them is enough; “rose” also finds “Roses”.",
  pick: "Choose single products",
  from: "Price from",
  to: "Price up to",
};

interface MatchProps {
  match?: ProductMatch | undefined;
  currency: string;
  field: string;
  onChange(match: ProductMatch | undefined, key: string): void;
}

const termsOf = (text: string): string[] => {
  const terms = text.split(",").map((term) => term.trim().toLowerCase().slice(0, 60));
  return [...new Set(terms.filter(isTerm))].slice(0, 30);
};

const inPrices = {
  from: (amount: string) => `from ${amount}`,
  to: (amount: string) => `up to ${amount}`,
};

/** The words and single products that an option stands for, and its prices: what a merchant confirms is never empty. */
export const wordsOfMatch = (match: ProductMatch, currency: string): string[] => [
  ...match.terms,
  ...(match.products ?? []).map(({ title }) => title),
  ...(match.priceFrom === undefined ? [] : [inPrices.from(amountText(match.priceFrom, currency))]),
  ...(match.priceTo === undefined ? [] : [inPrices.to(amountText(match.priceTo, currency))]),
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

type Said = { [K in keyof ProductMatch]: ProductMatch[K] | undefined };

/** A match that finds by nothing is none. */
function matchOf({ terms = [], products = [], priceFrom, priceTo, weight }: Said): ProductMatch | undefined {
  if (terms.length + products.length === 0 && priceFrom === undefined && priceTo === undefined) return undefined;
  return {
    terms,
    ...(products.length > 0 && { products }),
    ...(priceFrom !== undefined && { priceFrom }),
    ...(priceTo !== undefined && { priceTo }),
    ...(weight !== undefined && { weight }),
  };
}

/** Which products an option stands for. What is typed stays as typed; what it means goes into the draft. */
export function MatchFields({ match = { terms: [] }, currency, field, onChange }: MatchProps) {
  const [words, setWords] = useTyped(match.terms.join(", "), (text) => termsOf(text).join(", "));
  const set = (said: Partial<Said>, key: string) => onChange(matchOf({ ...match, ...said }), `match.${key}`);
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
          set({ terms: termsOf(value) }, "terms");
        }}
      />
      <ProductTags products={match.products ?? []} onChange={(products) => set({ products }, "products")} />
      <FormLayout.Group condensed>
        <NumberInput
          field={`${field}.priceFrom`}
          label={texts.from}
          prefix={currency}
          least={0}
          value={match.priceFrom}
          onChange={(priceFrom) => set({ priceFrom }, "priceFrom")}
        />
        <NumberInput
          field={`${field}.priceTo`}
          label={texts.to}
          prefix={currency}
          least={0.01}
          value={match.priceTo}
          onChange={(priceTo) => set({ priceTo }, "priceTo")}
        />
      </FormLayout.Group>
    </FormLayout>
  );
}
