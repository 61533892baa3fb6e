import { Link } from "@remix-run/react";
import { Button, IndexTable, Text } from "@shopify/polaris";
import type { MemberView } from "./segment-texts.ts";

const texts = {
  person: "Person",
  orders: "Orders",
  since: "Since",
  why: "Why?",
  whyOf: (name: string) => `Why? ${name}`,
  customer: (id: string) => `Customer ${id}`,
  visitor: (id: number) => `Visitor ${id}`,
};

export const memberName = ({ customerId, profileId }: Pick<MemberView, "customerId" | "profileId">): string =>
  customerId === null ? texts.visitor(profileId) : texts.customer(customerId);

interface MembersProps {
  members: MemberView[];
  /** Without it, no column to ask why. */
  onWhy?(member: MemberView): void;
}

/** People of a segment, or of a rule that is being built: the very rows that are counted. */
export function Members({ members, onWhy }: MembersProps) {
  return (
    <IndexTable
      selectable={false}
      itemCount={members.length}
      headings={[
        { title: texts.person },
        { title: texts.orders, alignment: "end" as const },
        ...(onWhy ? [{ title: texts.why }, { title: texts.since }] : []),
      ]}
    >
      {members.map((member, at) => (
        <IndexTable.Row key={member.profileId} id={String(member.profileId)} position={at}>
          <IndexTable.Cell>
            <Link to={`/app/customers/${member.profileId}`} className="candor-link">
              <Text as="span" fontWeight="medium">
                {memberName(member)}
              </Text>
            </Link>
          </IndexTable.Cell>
          <IndexTable.Cell>
            <Text as="span" alignment="end" numeric>
              {member.orderCount}
            </Text>
          </IndexTable.Cell>
          {onWhy ? (
            <>
              <IndexTable.Cell>
                <Button
                  variant="plain"
                  accessibilityLabel={texts.whyOf(memberName(member))}
                  onClick={() => onWhy(member)}
                >
                  {texts.why}
                </Button>
              </IndexTable.Cell>
              <IndexTable.Cell>{member.since}</IndexTable.Cell>
            </>
          ) : null}
        </IndexTable.Row>
      ))}
    </IndexTable>
  );
}
