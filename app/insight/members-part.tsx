import { Link } from "@remix-run/react";
import { Button, Text } from "@shopify/polaris";
import type { MemberView } from "./segment-texts.ts";
import { ListTable } from "../ui/list-table.tsx";
import type { Column } from "../ui/list-table.tsx";

const texts = {
  person: "Person",
  orders: "Orders",
  since: "Since",
  why: "Why?",
  whyOf: (name: string) => `Why? ${name}`,
  customer: (id: string) => `Customer ${id}`,
  visitor: (id: number) => `Visitor ${id}`,
};

export const memberName = ({ name, customerId, profileId }: MemberView): string =>
  name ?? (customerId === null ? texts.visitor(profileId) : texts.customer(customerId));

interface MembersProps {
  members: MemberView[];
  /** Without it, no column to ask why. */
  onWhy?(member: MemberView): void;
}

/** People of a segment, or of a rule that is being built: the very rows that are counted. */
export function Members({ members, onWhy }: MembersProps) {
  const asked: Column<MemberView>[] = onWhy
    ? [
        { title: texts.why, plain: true, cell: (member) => <Why member={member} onWhy={onWhy} /> },
        { title: texts.since, cell: ({ since }) => since },
      ]
    : [];
  const columns: Column<MemberView>[] = [
    { title: texts.person, cell: (member) => <MemberLink member={member} /> },
    { title: texts.orders, numeric: true, cell: ({ orderCount }) => orderCount },
    ...asked,
  ];
  return <ListTable rows={members} keyOf={({ profileId }) => String(profileId)} columns={columns} />;
}

const MemberLink = ({ member }: { member: MemberView }) => (
  <Link to={`/app/customers/${member.profileId}`} className="candor-link">
    <Text as="span" fontWeight="medium">
      {memberName(member)}
    </Text>
  </Link>
);

const Why = ({ member, onWhy }: { member: MemberView; onWhy(member: MemberView): void }) => (
  <Button variant="plain" accessibilityLabel={texts.whyOf(memberName(member))} onClick={() => onWhy(member)}>
    {texts.why}
  </Button>
);
