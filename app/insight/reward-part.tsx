import type { PoolView } from "../incentive/incentive-fields.ts";
import { IncentiveCard } from "../incentive/incentive-part.tsx";
import { useEditing } from "../quiz/editor/editing-part.tsx";

/** The reward among the settings of the quiz that is edited. */
export function RewardCard({ pool, sendsMail }: { pool: PoolView | undefined; sendsMail: boolean }) {
  const { content, view, change } = useEditing();
  const { incentive, ...rest } = content;
  return (
    <IncentiveCard
      incentive={incentive}
      currency={view.currency}
      pool={pool}
      sendsMail={sendsMail}
      onChange={(next) => change(next ? { ...rest, incentive: next } : rest, "incentive")}
    />
  );
}
