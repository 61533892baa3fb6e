import { Button, InlineStack } from "@shopify/polaris";

const texts = { first: "First page", next: "Next page" };

interface PagingProps {
  isFirst: boolean;
  next: string | undefined;
  /** Undefined: back to the first page. */
  onPage: (after: string | undefined) => void;
}

/** Forwards through a list that is read by place, and back to its beginning. */
export function Paging({ isFirst, next, onPage }: PagingProps) {
  if (isFirst && next === undefined) return null;
  return (
    <InlineStack gap="200">
      {isFirst ? null : <Button onClick={() => onPage(undefined)}>{texts.first}</Button>}
      {next === undefined ? null : <Button onClick={() => onPage(next)}>{texts.next}</Button>}
    </InlineStack>
  );
}
