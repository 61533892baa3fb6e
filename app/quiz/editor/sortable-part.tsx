import { closestCenter, DndContext, KeyboardSensor, PointerSensor, useSensor, useSensors } from "@dnd-kit/core";
import type { Announcements, DragEndEvent, UniqueIdentifier } from "@dnd-kit/core";
import {
  SortableContext,
  sortableKeyboardCoordinates,
  useSortable,
  verticalListSortingStrategy,
} from "@dnd-kit/sortable";
import { Icon } from "@shopify/polaris";
import { DragHandleIcon } from "@shopify/polaris-icons";
import { useMemo } from "react";

const texts = {
  drag: (text: string) => `Move “${text}”`,
  help: "To move it press Space, then the arrow keys, then Space again. Escape leaves it where it was.",
  lifted: (text: string, place: number, count: number) => `Lifted “${text}”, place ${place} of ${count}.`,
  over: (text: string, place: number, count: number) => `“${text}” would be at place ${place} of ${count}.`,
  dropped: (text: string, place: number, count: number) => `“${text}” is now at place ${place} of ${count}.`,
  cancelled: (text: string) => `“${text}” stays where it was.`,
};

interface Sorted {
  id: string;
  /** What it is called, for those who do not see it. */
  text: string;
}

const placeIn = (items: readonly Sorted[], id: UniqueIdentifier | undefined): number =>
  items.findIndex((item) => item.id === id);

/** What the drag says to those who do not see it. */
function announcementsFor(items: readonly Sorted[]): Announcements {
  const words = (id: UniqueIdentifier) => items[placeIn(items, id)]?.text ?? "";
  const place = (id: UniqueIdentifier) => placeIn(items, id) + 1;
  return {
    onDragStart: ({ active }) => texts.lifted(words(active.id), place(active.id), items.length),
    onDragOver: ({ active, over }) => texts.over(words(active.id), place(over?.id ?? active.id), items.length),
    onDragEnd: ({ active, over }) => texts.dropped(words(active.id), place(over?.id ?? active.id), items.length),
    onDragCancel: ({ active }) => texts.cancelled(words(active.id)),
  };
}

interface SortableListProps {
  id: string;
  className: string;
  items: readonly Sorted[];
  onPlace(from: number, to: number): void;
  children: React.ReactNode;
}

/** A list whose items are put in order by mouse, finger or keyboard. Its children are `SortableItem`s, in the order of `items`. */
export function SortableList({ id, className, items, onPlace, children }: SortableListProps) {
  const sensors = useSensors(
    useSensor(PointerSensor, { activationConstraint: { distance: 4 } }),
    useSensor(KeyboardSensor, { coordinateGetter: sortableKeyboardCoordinates }),
  );
  const announcements = useMemo(() => announcementsFor(items), [items]);
  const drop = ({ active, over }: DragEndEvent) => {
    if (over && over.id !== active.id) onPlace(placeIn(items, active.id), placeIn(items, over.id));
  };
  return (
    <DndContext
      id={id}
      sensors={sensors}
      collisionDetection={closestCenter}
      accessibility={{ announcements, screenReaderInstructions: { draggable: texts.help } }}
      onDragEnd={drop}
    >
      <SortableContext items={items.map((item) => item.id)} strategy={verticalListSortingStrategy}>
        <ol className={className}>{children}</ol>
      </SortableContext>
    </DndContext>
  );
}

interface SortableItemProps extends Sorted {
  className: string;
  /** Gets the handle to put where it belongs. */
  children(handle: React.ReactNode): React.ReactNode;
}

export function SortableItem({ id, text, className, children }: SortableItemProps) {
  const { setNodeRef, setActivatorNodeRef, attributes, listeners, transform, transition, isDragging } = useSortable({
    id,
  });
  const handle = (
    <button
      type="button"
      ref={setActivatorNodeRef}
      className="candor-handle"
      {...attributes}
      {...listeners}
      aria-label={texts.drag(text)}
    >
      <Icon source={DragHandleIcon} tone="subdued" />
    </button>
  );
  return (
    <li
      ref={setNodeRef}
      className={isDragging ? `${className} candor-dragged` : className}
      style={{ transform: transform ? `translate3d(0, ${transform.y}px, 0)` : undefined, transition }}
    >
      {children(handle)}
    </li>
  );
}
