import { graphql } from "../shopify/admin.ts";
import type { FindProductQuery, FindProductQueryVariables } from "../shopify/documents.generated.ts";

export const FindProduct = graphql<FindProductQuery, FindProductQueryVariables>(`
  query FindProduct($id: ID!, $after: String) {
    product(id: $id) {
      id
      handle
      title
      productType
      vendor
      tags
      status
      publishedAt
      updatedAt
      featuredMedia {
        preview {
          image {
            url
          }
        }
      }
      metafields(first: 50) {
        nodes {
          namespace
          type
          value
        }
      }
      variants(first: 100, after: $after) {
        pageInfo {
          hasNextPage
          endCursor
        }
        nodes {
          id
          title
          price
          position
          availableForSale
        }
      }
    }
  }
`);
