import { graphql } from "../shopify/admin.ts";
import type { ReadShopQuery, ReadShopQueryVariables } from "../shopify/documents.generated.ts";

export const ReadShop = graphql<ReadShopQuery, ReadShopQueryVariables>(`
  query ReadShop {
    shop {
      name
      currencyCode
      ianaTimezone
    }
    currentAppInstallation {
      accessScopes {
        handle
      }
    }
  }
`);
