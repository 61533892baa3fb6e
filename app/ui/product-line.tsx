import { Badge, BlockStack, InlineStack, List, Text } from "@shopify/polaris";
import type { RecommendedProduct } from "../contract/response.ts";

/** A recommended product as the merchant sees it: picture, title, price, and each true reason. */
export function ProductLine({ product }: { product: RecommendedProduct }) {
  const { title, image, price, currency, reasons } = product;
  return (
    <InlineStack gap="300" wrap={false}>
      {image ? <img src={image} alt="" width={48} height={48} className="candor-thumb" /> : null}
      <BlockStack gap="100">
        <InlineStack gap="200" blockAlign="center">
          <Text as="span" fontWeight="semibold">
            {title}
          </Text>
          <Badge>{`${price} ${currency}`}</Badge>
        </InlineStack>
        <List>
          {reasons.map((reason) => (
            <List.Item key={reason}>{reason}</List.Item>
          ))}
        </List>
      </BlockStack>
    </InlineStack>
  );
}
