import type { Palette } from "./palette.ts";

/** A shape draws around (400, 400) and stands on y = 600; `turn` is 0 … 3 and makes sisters differ. */
export type Shape = (palette: Palette, turn: number) => string;

const flame = (x: number, y: number): string =>
  `<circle cx="${x}" cy="${y}" r="70" fill="#ffe2a0" opacity=".45"/><path d="M${x} ${y - 52}c30 34 32 54 22 70a26 26 0 0 1-44 0c-10-16-8-36 22-70Z" fill="#f3b453"/><path d="M${x} ${y - 18}c14 16 15 26 10 33a12 12 0 0 1-20 0c-5-7-4-17 10-33Z" fill="#fff1c9"/>`;

export const candle: Shape = (p, turn) =>
  turn % 2
    ? `${flame(400, 222)}<path d="M400 262v34" stroke="#4a3f36" stroke-width="6"/><rect x="330" y="290" width="140" height="310" rx="14" fill="${p.main}"/><rect x="330" y="290" width="46" height="310" rx="14" fill="${p.light}" opacity=".6"/><ellipse cx="400" cy="294" rx="70" ry="16" fill="${p.light}"/><path d="M446 300c6 40-2 66 4 96" stroke="${p.light}" stroke-width="12" stroke-linecap="round" fill="none"/>`
    : `${flame(400, 276)}<path d="M400 314v40" stroke="#4a3f36" stroke-width="6"/><path d="M270 350h260v220a30 30 0 0 1-30 30H300a30 30 0 0 1-30-30Z" fill="${p.main}"/><path d="M270 350h70v250h-40a30 30 0 0 1-30-30Z" fill="${p.light}" opacity=".55"/><ellipse cx="400" cy="350" rx="130" ry="26" fill="${p.light}"/><rect x="315" y="425" width="170" height="112" rx="6" fill="#fffaf1"/><path d="M345 462h110M365 490h70" stroke="${p.shade}" stroke-width="8" stroke-linecap="round"/>`;

export const lantern: Shape = (p) =>
  `<path d="M350 206a50 50 0 0 1 100 0" fill="none" stroke="${p.shade}" stroke-width="10"/><path d="M300 280 400 206l100 74Z" fill="${p.shade}"/><rect x="292" y="278" width="216" height="26" rx="6" fill="${p.main}"/><rect x="306" y="304" width="188" height="262" fill="#fff4d8" opacity=".85"/>${flame(400, 440)}<rect x="370" y="478" width="60" height="88" fill="${p.light}"/><path d="M306 304v262M400 304v60M494 304v262" stroke="${p.main}" stroke-width="14"/><rect x="284" y="562" width="232" height="38" rx="8" fill="${p.main}"/>`;

export const lamp: Shape = (p) =>
  `<path d="M400 380v190" stroke="${p.accent}" stroke-width="18"/><ellipse cx="400" cy="580" rx="96" ry="22" fill="${p.accent}"/><path d="M316 190h168l70 200H246Z" fill="${p.main}"/><path d="M316 190h56l-40 200h-86Z" fill="${p.light}" opacity=".6"/><ellipse cx="400" cy="440" rx="190" ry="34" fill="#ffe7ad" opacity=".4"/>`;

export const lights: Shape = (p) => {
  const bulbs = [150, 250, 350, 450, 550, 650].map((x, index) => {
    const y = 300 + Math.round(90 * Math.sin(((x - 150) / 500) * Math.PI)) + (index % 2) * 20;
    return `<path d="M${x} ${y - 46}v22" stroke="#5b5148" stroke-width="8"/><circle cx="${x}" cy="${y + 12}" r="54" fill="#ffe7ad" opacity=".45"/><circle cx="${x}" cy="${y + 10}" r="34" fill="${[p.main, p.accent, p.light][index % 3]}"/>`;
  });
  return `<path d="M80 220C220 380 580 380 720 220" fill="none" stroke="#5b5148" stroke-width="7"/>${bulbs.join("")}`;
};

export const cushion: Shape = (p, turn) => {
  const pattern = [
    `<path d="M400 470c-70-52-96-84-96-118a50 50 0 0 1 96-22 50 50 0 0 1 96 22c0 34-26 66-96 118Z" fill="${p.accent}"/>`,
    `<path d="M230 300h340M224 370h352M224 440h352M230 510h340" stroke="${p.light}" stroke-width="20"/>`,
    [290, 400, 510]
      .flatMap((x) => [310, 410, 510].map((y) => `<circle cx="${x}" cy="${y}" r="24" fill="${p.light}"/>`))
      .join(""),
    `<path d="M400 250v310M300 330c60 0 100 40 100 100M500 330c-60 0-100 40-100 100M310 440c50 0 90 34 90 84M490 440c-50 0-90 34-90 84" fill="none" stroke="${p.light}" stroke-width="16" stroke-linecap="round"/>`,
  ];
  return `<path d="M206 214c130 26 258 26 388 0 22-4 34 8 30 30-24 110-24 220 0 330 4 22-8 34-30 30-130-26-258-26-388 0-22 4-34-8-30-30 24-110 24-220 0-330-4-22 8-34 30-30Z" fill="${p.main}"/><path d="M206 214c-22-4-34 8-30 30 24 110 24 220 0 330-4 22 8 34 30 30 40-8 80-14 120-16V230c-40-4-80-8-120-16Z" fill="${p.light}" opacity=".28"/>${pattern[turn]}`;
};

export const clock: Shape = (p, turn) =>
  `<circle cx="400" cy="400" r="208" fill="${p.shade}"/><circle cx="400" cy="400" r="176" fill="#fffaf1"/>${Array.from({ length: 12 }, (_, hour) => `<path d="M400 ${hour % 3 ? 246 : 240}v${hour % 3 ? 18 : 32}" stroke="${p.shade}" stroke-width="${hour % 3 ? 6 : 10}" stroke-linecap="round" transform="rotate(${hour * 30} 400 400)"/>`).join("")}<path d="M400 400V294" stroke="#3b342d" stroke-width="14" stroke-linecap="round" transform="rotate(${-60 + turn * 20} 400 400)"/><path d="M400 400V262" stroke="#3b342d" stroke-width="9" stroke-linecap="round" transform="rotate(${60 + turn * 40} 400 400)"/><circle cx="400" cy="400" r="15" fill="${p.accent}"/>`;

export const frame: Shape = (p, turn) => {
  const art = [
    `<path d="M262 516 362 372l70 84 44-50 62 110Z" fill="${p.main}"/><circle cx="478" cy="322" r="34" fill="${p.accent}"/>`,
    `<path d="M400 520V360" stroke="${p.shade}" stroke-width="10"/><path d="M400 440c-56 0-80-26-84-62 48 0 84 18 84 62Zm0-40c56 0 80-26 84-62-48 0-84 18-84 62Z" fill="${p.main}"/><circle cx="400" cy="318" r="40" fill="${p.accent}"/>`,
    `<path d="M400 500c-74-56-100-90-100-126a52 52 0 0 1 100-24 52 52 0 0 1 100 24c0 36-26 70-100 126Z" fill="${p.main}"/>`,
    `<circle cx="352" cy="372" r="72" fill="${p.main}"/><circle cx="438" cy="430" r="84" fill="${p.accent}" opacity=".75"/>`,
  ];
  return `<rect x="196" y="196" width="408" height="408" rx="10" fill="${turn % 2 ? "#a97b4f" : p.shade}"/><rect x="196" y="196" width="408" height="18" rx="9" fill="#fff" opacity=".25"/><rect x="232" y="232" width="336" height="336" fill="#fffaf1"/><rect x="262" y="262" width="276" height="276" fill="${p.wall}"/>${art[turn]}`;
};

export const sign: Shape = (p) =>
  `<path d="M260 330 400 214l140 116" fill="none" stroke="#8a7a68" stroke-width="7"/><circle cx="400" cy="212" r="12" fill="#6b5d4f"/><rect x="180" y="326" width="440" height="190" rx="16" fill="${p.main}"/><rect x="200" y="346" width="400" height="150" rx="10" fill="none" stroke="#fffaf1" stroke-width="6"/><path d="M262 400h276M300 446h200" stroke="#fffaf1" stroke-width="16" stroke-linecap="round"/>`;

export const mirror: Shape = (p) =>
  `<ellipse cx="400" cy="400" rx="176" ry="220" fill="${p.shade}"/><ellipse cx="400" cy="400" rx="146" ry="190" fill="#dfeaf0"/><path d="M306 440 470 256M340 500 506 318" stroke="#fff" stroke-width="20" stroke-linecap="round" opacity=".8"/><circle cx="400" cy="176" r="20" fill="${p.accent}"/>`;

export const vase: Shape = (p, turn) => {
  const bloom = (x: number, y: number, colour: string): string =>
    `<path d="M400 360Q${(x + 400) / 2} ${(y + 360) / 2 - 30} ${x} ${y}" fill="none" stroke="#6d8a6c" stroke-width="8"/><circle cx="${x}" cy="${y}" r="38" fill="${colour}"/><circle cx="${x}" cy="${y}" r="14" fill="#fff3d6"/>`;
  return `${bloom(310, 240, p.accent)}${bloom(400, 190, p.light)}${bloom(494, 236, p.accent)}<path d="M352 340h96c-6 60 92 96 92 180a80 80 0 0 1-80 80H340a80 80 0 0 1-80-80c0-84 98-120 92-180Z" fill="${p.main}"/><path d="M352 340h34c0 70-84 100-84 176 0 40 14 66 40 84h-2a80 80 0 0 1-80-80c0-84 98-120 92-180Z" fill="${p.light}" opacity=".55"/>${turn % 2 ? `<path d="M274 470h252M264 510h272" stroke="${p.shade}" stroke-width="8"/>` : ""}`;
};

export const box: Shape = (p) =>
  `<path d="M210 360h380v210a30 30 0 0 1-30 30H240a30 30 0 0 1-30-30Z" fill="${p.main}"/><path d="M196 290h408a14 14 0 0 1 14 14v62H182v-62a14 14 0 0 1 14-14Z" fill="${p.shade}"/><rect x="368" y="340" width="64" height="70" rx="10" fill="${p.accent}"/><circle cx="400" cy="376" r="10" fill="#fffaf1"/><path d="M210 366h90v234h-60a30 30 0 0 1-30-30Z" fill="#fff" opacity=".18"/>`;

export const basket: Shape = (p) =>
  `<path d="M270 380c0-210 260-210 260 0" fill="none" stroke="#946a42" stroke-width="20"/><path d="M200 370h400l-44 206a30 30 0 0 1-30 24H274a30 30 0 0 1-30-24Z" fill="#c69a68"/><path d="M208 410h384M216 456h368M226 502h348M236 548h328" stroke="#a47848" stroke-width="12"/><path d="M270 372v222M340 372v228M400 372v228M460 372v228M530 372v222" stroke="#dfc09a" stroke-width="10" opacity=".7"/><rect x="188" y="356" width="424" height="34" rx="17" fill="${p.main}"/>`;

export const hook: Shape = (p) =>
  `<rect x="190" y="260" width="420" height="110" rx="20" fill="#b98c5e"/><rect x="190" y="260" width="420" height="30" rx="15" fill="#fff" opacity=".22"/>${[270, 400, 530].map((x) => `<circle cx="${x}" cy="314" r="26" fill="${p.main}"/><path d="M${x} 330v80a40 40 0 0 0 62 34" fill="none" stroke="${p.shade}" stroke-width="20" stroke-linecap="round"/>`).join("")}`;

export const bunting: Shape = (p) =>
  `<path d="M70 240C250 350 550 350 730 240" fill="none" stroke="#8a7a68" stroke-width="8"/>${[130, 230, 340, 450, 560]
    .map((x, index) => {
      const y = 268 + [0, 36, 52, 46, 20][index % 5]!;
      return `<path d="M${x} ${y}l104 ${[26, 12, -2, -18, -30][index % 5]}-44 146Z" fill="${[p.main, p.accent, p.light, p.shade][index % 4]}"/>`;
    })
    .join("")}`;

export const throwBlanket: Shape = (p) =>
  `<path d="M190 340c120-50 300-50 420 0v220c-120 50-300 50-420 0Z" fill="${p.main}"/><path d="M190 420c120-50 300-50 420 0M190 500c120-50 300-50 420 0" fill="none" stroke="${p.light}" stroke-width="26"/><path d="M190 340c120-50 300-50 420 0v60c-120-50-300-50-420 0Z" fill="${p.shade}"/>${Array.from({ length: 15 }, (_, index) => `<path d="M${204 + index * 28} ${570 + Math.round(24 * Math.sin((index / 14) * Math.PI))}v36" stroke="${p.shade}" stroke-width="7" stroke-linecap="round"/>`).join("")}`;

export const doormat: Shape = (p) =>
  `<path d="M170 330h460l40 250H130Z" fill="${p.shade}"/><path d="M192 352h416l32 206H160Z" fill="${p.main}"/><path d="M400 510c-58-42-78-68-78-94a38 38 0 0 1 78-18 38 38 0 0 1 78 18c0 26-20 52-78 94Z" fill="${p.light}"/><path d="M130 580h540" stroke="${p.accent}" stroke-width="16" stroke-dasharray="8 10"/>`;
