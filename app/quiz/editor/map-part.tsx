import { Text } from "@shopify/polaris";
import { useMemo } from "react";
import { useEditing } from "./editing-part.tsx";
import { useErrorCount } from "./field-part.tsx";
import { mapOf } from "./map.ts";
import type { QuizMap as Map } from "./map.ts";
import type { PlaceItem } from "./place.ts";
import { TitledCard } from "../../ui/titled-card.tsx";

const texts = {
  title: "Map",
  note: "How the questions lead to the result page. Lines at the side are jumps. Choose a question to edit it.",
  end: "Result page",
};

const NODE = { width: 300, height: 64, gap: 28 };
const LANE = 22;
const topOf = (place: number): number => place * (NODE.height + NODE.gap);

/** The way of each line: straight down to the next, in a lane of its own at the side for a jump. */
function wayOf({ from, to }: { from: number; to: number }, lane: number): string {
  if (lane < 0) return `M${NODE.width / 2} ${topOf(from) + NODE.height}V${topOf(to)}`;
  const [start, end] = [topOf(from) + NODE.height / 2, topOf(to) + NODE.height / 2];
  const side = NODE.width + 16 + lane * LANE;
  return `M${NODE.width} ${start}H${side - 8}Q${side} ${start} ${side} ${start + 8}V${end - 8}Q${side} ${end} ${side - 8} ${end}H${NODE.width + 4}`;
}

/** The quiz to look at. The picture says what each question says in words too. */
export function QuizMap() {
  const { content, go } = useEditing();
  const map = useMemo(() => mapOf(content), [content]);
  const open = (item: PlaceItem) => go({ tab: "questions", item });
  return (
    <TitledCard title={texts.title} note={texts.note}>
      <div className="candor-map" tabIndex={0} role="group" aria-label={texts.title}>
        <Lines map={map} />
        <ol className="candor-map-nodes">
          {map.nodes.map((node, at) => (
            <MapNode key={node.id} node={node} at={at} onOpen={() => open({ at: "question", id: node.id })} />
          ))}
          <li>
            <button type="button" className="candor-node" onClick={() => open({ at: "result" })}>
              <Text as="span" variant="headingSm">
                {texts.end}
              </Text>
            </button>
          </li>
        </ol>
      </div>
    </TitledCard>
  );
}

function Lines({ map }: { map: Map }) {
  const jumps = map.edges.filter(({ from, to, label }) => label !== undefined && to > from + 1);
  const width = NODE.width + 40 + jumps.length * LANE;
  return (
    <svg
      className="candor-map-lines"
      width={width}
      height={topOf(map.nodes.length) + NODE.height}
      aria-hidden="true"
      focusable="false"
    >
      <defs>
        <marker id="candor-arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" orient="auto">
          <path d="M0 0L8 4L0 8Z" />
        </marker>
      </defs>
      {map.edges.map((edge) => (
        <path
          key={`${edge.from}-${edge.to}`}
          className={edge.label === undefined ? "candor-line" : "candor-line candor-line--jump"}
          d={wayOf(edge, jumps.indexOf(edge))}
          markerEnd="url(#candor-arrow)"
        />
      ))}
    </svg>
  );
}

function MapNode({ node, at, onOpen }: { node: Map["nodes"][number]; at: number; onOpen(): void }) {
  const errors = useErrorCount(`questions.${at}`);
  const jumps = node.sentences.filter((sentence) => sentence.startsWith("If "));
  return (
    <li>
      <button
        type="button"
        className={errors > 0 ? "candor-node candor-node--wrong" : "candor-node"}
        title={node.sentences.join(" ")}
        onClick={onOpen}
      >
        <Text as="span" variant="headingSm" truncate>
          {node.text}
        </Text>
        <Text as="span" variant="bodySm" tone="subdued" truncate>
          {[...(node.condition ? [node.condition] : []), ...jumps].join(" ")}
        </Text>
        <span className="candor-unseen">{node.sentences.join(" ")}</span>
      </button>
    </li>
  );
}
