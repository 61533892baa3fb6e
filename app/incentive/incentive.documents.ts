import { graphql } from "../shopify/admin.ts";
import type {
  AddDiscountCodesMutation,
  AddDiscountCodesMutationVariables,
  CreateDiscountMutation,
  CreateDiscountMutationVariables,
  DeleteDiscountCodesMutation,
  DeleteDiscountCodesMutationVariables,
  FindCodeCreationQuery,
  FindCodeCreationQueryVariables,
  FindDiscountByCodeQuery,
  FindDiscountByCodeQueryVariables,
} from "../shopify/documents.generated.ts";

/** Not safe to repeat blindly: its first code is ours and unique, so that `FindDiscountByCode` finds what a lost reply made. */
export const CreateDiscount = graphql<CreateDiscountMutation, CreateDiscountMutationVariables>(`
  mutation CreateDiscount($discount: DiscountCodeBasicInput!) {
    discountCodeBasicCreate(basicCodeDiscount: $discount) {
      codeDiscountNode {
        id
      }
      userErrors {
        field
        message
        code
      }
    }
  }
`);

export const FindDiscountByCode = graphql<FindDiscountByCodeQuery, FindDiscountByCodeQueryVariables>(`
  query FindDiscountByCode($code: String!) {
    codeDiscountNodeByCode(code: $code) {
      id
      codeDiscount {
        ... on DiscountCodeBasic {
          codes(first: 1, query: $code) {
            nodes {
              id
            }
          }
        }
      }
    }
  }
`);

/** Codes are unique in a shop: sending the same ones again adds none. */
export const AddDiscountCodes = graphql<AddDiscountCodesMutation, AddDiscountCodesMutationVariables>(
  `
    mutation AddDiscountCodes($discountId: ID!, $codes: [DiscountRedeemCodeInput!]!) {
      discountRedeemCodeBulkAdd(discountId: $discountId, codes: $codes) {
        bulkCreation {
          id
        }
        userErrors {
          field
          message
          code
        }
      }
    }
  `,
  { idempotent: true },
);

/** Takes single codes back; the discount and its other codes stay. */
export const DeleteDiscountCodes = graphql<DeleteDiscountCodesMutation, DeleteDiscountCodesMutationVariables>(
  `
    mutation DeleteDiscountCodes($discountId: ID!, $ids: [ID!]!) {
      discountCodeRedeemCodeBulkDelete(discountId: $discountId, ids: $ids) {
        userErrors {
          field
          message
        }
      }
    }
  `,
  { idempotent: true },
);

export const FindCodeCreation = graphql<FindCodeCreationQuery, FindCodeCreationQueryVariables>(`
  query FindCodeCreation($id: ID!) {
    discountRedeemCodeBulkCreation(id: $id) {
      done
      codes(first: 250) {
        nodes {
          code
          discountRedeemCode {
            id
          }
        }
      }
    }
  }
`);
